using Orleans;

namespace OrleansScaler.Conformance.Tests.Orleans.Lives;

/// <summary>Fails to activate until the test has signalled that it may.</summary>
public sealed class FragileGrain(Probe probe) : Grain, IFragileGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        probe.Wait("mended").IsCompleted
            ? Task.CompletedTask
            : throw new InvalidOperationException("not mended yet");

    public Task<string> Hello() => Task.FromResult("hello");
}
