using Orleans.Runtime.Hosting;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Grains.Hosting;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Tests.Functions;
using OrleansScaler.Grains.Tests.Recovery;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Ledgers;

/// <summary>Functions that are called for the first time while their store is down.</summary>
public sealed class StoreDownTests : IAsyncDisposable
{
    private readonly FlakyStorage _store = new() { IsDown = true };
    private readonly FunctionCluster _cluster;

    public StoreDownTests()
    {
        _cluster = new FunctionCluster
        {
            ConfigureSilo = silo => silo.Services.AddGrainStorage(LedgerStorage.StoreName, (_, _) => _store),
        };
        _cluster.Ledger.Store = LedgerOptions.Postgres;
        _cluster.Platform.SucceedAlways();
    }

    public async ValueTask DisposeAsync()
    {
        _store.IsDown = false;
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Idle_OfARequestThatWasGrantedHere_IsAnsweredAtOnceThoughTheRecordIsUnread()
    {
        await _cluster.StartAsync();
        var function = _cluster.Function();
        var granted = await function.AssignToTheEndAsync("r1");

        var first = await function.IdleAsync("r1", granted.InstanceId);
        var again = await function.IdleAsync("r1", granted.InstanceId);

        Assert.Equal((IdleOutcome.Done, IdleOutcome.Repeated), (first, again));
    }

    [Fact]
    public async Task Idle_OfARequestThatNobodyKnowsHere_IsToBeSaidAgain()
    {
        await _cluster.StartAsync();
        var function = _cluster.Function();
        await function.AssignToTheEndAsync("r1");

        var idle = function.IdleAsync("of-before", "slot-of-before");
        await Eventually.HoldsAsync(() =>
        {
            _cluster.Clock.Advance(TimeSpan.FromMilliseconds(50));
            return idle.IsCompleted;
        });

        await Assert.ThrowsAsync<TimeoutException>(() => idle);
    }

    [Fact]
    public async Task Assign_StoreIsKnownToBeDown_WaitsForNothing()
    {
        await _cluster.StartAsync();
        var health = _cluster.Service<StoreHealth>();
        for (var failures = 0; failures < StoreHealth.FailuresOfOneDown; failures++)
        {
            health.Failed();
        }

        // The clock stands still: no wait of any length would end.
        var reply = await _cluster.Function().AssignAsync("r1");

        Assert.Equal(AssignOutcome.Granted, reply.Outcome);
    }

    [Fact]
    public async Task Assign_StoreIsBack_IsStoredAndInTheIndex()
    {
        await _cluster.StartAsync();
        await _cluster.Function().AssignToTheEndAsync("r1");

        _store.IsDown = false;
        await Eventually.HoldsAsync(() =>
        {
            _cluster.Clock.Advance(TimeSpan.FromMilliseconds(50));
            return _store.Read("slots", "f") is not null && _store.Writes > 0;
        });

        Assert.False(_cluster.Service<StoreHealth>().IsDown);
    }
}
