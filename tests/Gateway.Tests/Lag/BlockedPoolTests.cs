using Microsoft.Extensions.Logging.Abstractions;
using OrleansScaler.Gateway.Lag;

namespace OrleansScaler.Gateway.Tests.Lag;

/// <summary>A probe before the process's own pool. Alone, because every other test needs that pool.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[Collection(Name)]
public sealed class BlockedPoolTests
{
    private const string Name = "blocked pool";

    /// <summary>Ends a test that has failed.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Probe_PoolIsBlocked_RefusesUntilItRunsAgain()
    {
        var gate = new LagGate(TimeSpan.FromMilliseconds(300));
        using var probe = new LagProbe(gate, TimeProvider.System, NullLogger<LagProbe>.Instance);
        using var release = new ManualResetEventSlim();

        // The pool adds a thread or two a second to those that it has.
        var blocked = Enumerable.Range(0, ThreadPool.ThreadCount + 64)
            .Select(_ => Task.Run(() => release.Wait(s_patience)))
            .ToArray();
        await probe.StartAsync(CancellationToken.None);

        var wasBehind = SpinWait.SpinUntil(() => gate.Refusal is not null, s_patience);
        release.Set();

        Assert.True(wasBehind, "It took no notice.");
        Assert.True(SpinWait.SpinUntil(() => gate.Refusal is null, s_patience), "It never let anyone in again.");
        await Task.WhenAll(blocked);
    }
}
