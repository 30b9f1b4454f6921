using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;
using OrleansScaler.Grains.Recovery;
using OrleansScaler.Testing;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Recovery;

public sealed class ClientLossesTests
{
    private static readonly SiloAddress s_one = FakeSilos.Number(1);
    private static readonly SiloAddress s_other = FakeSilos.Number(2);

    private readonly FakeTimeProvider _clock = new();
    private readonly Queue<Func<Dictionary<SiloAddress, SiloStatus>>> _lists = [];
    private int _lost;
    private int _read;

    [Fact]
    public async Task SiloLost_DeclaredDead_OnceAtTheNextReading()
    {
        Then(new() { [s_one] = SiloStatus.Active, [s_other] = SiloStatus.Active });
        Then(new() { [s_one] = SiloStatus.Active, [s_other] = SiloStatus.ShuttingDown });
        Then(new() { [s_one] = SiloStatus.Active, [s_other] = SiloStatus.Dead });
        Then(new() { [s_one] = SiloStatus.Active, [s_other] = SiloStatus.Dead });

        Assert.Equal([0, 0, 1, 1], await FollowAsync());
    }

    [Fact]
    public async Task SiloLost_MissingInTheList_Counts()
    {
        Then(new() { [s_one] = SiloStatus.Active, [s_other] = SiloStatus.Active });
        Then(new() { [s_one] = SiloStatus.Active });

        Assert.Equal([0, 1], await FollowAsync());
    }

    [Fact]
    public async Task SiloLost_ReadingFails_IsFoundByTheNext()
    {
        Then(new() { [s_one] = SiloStatus.Active, [s_other] = SiloStatus.Active });
        _lists.Enqueue(() => throw new TimeoutException("asked the one that is gone"));
        Then(new() { [s_one] = SiloStatus.Active, [s_other] = SiloStatus.Dead });

        Assert.Equal([0, 0, 1], await FollowAsync());
    }

    [Fact]
    public async Task SiloLost_DeadBeforeTheFirstReading_IsNoLoss()
    {
        Then(new() { [s_one] = SiloStatus.Active, [s_other] = SiloStatus.Dead });

        Assert.Equal([0], await FollowAsync());
    }

    private void Then(Dictionary<SiloAddress, SiloStatus> list) => _lists.Enqueue(() => list);

    /// <summary>How many were lost after each reading.</summary>
    private async Task<List<int>> FollowAsync()
    {
        var lost = new List<int>();
        using var losses = new ClientLosses(ReadAsync, _clock, NullLogger<ClientLosses>.Instance);
        losses.SiloLost += () => _lost++;
        await losses.StartAsync(default);
        for (var readings = 1; lost.Count < readings && (_lists.Count > 0 || _read >= readings); readings++)
        {
            // Two seconds are armed after each reading has been looked at.
            await Eventually.HoldsAsync(() => _read == readings && _clock.ArmedTimers == 1);
            lost.Add(_lost);
            if (_lists.Count == 0)
            {
                break;
            }

            _clock.Advance(ClientLosses.Every);
        }

        await losses.StopAsync(default);
        return lost;
    }

    private Task<Dictionary<SiloAddress, SiloStatus>> ReadAsync()
    {
        _read++;
        return Task.FromResult(_lists.Dequeue()());
    }
}
