using OrleansScaler.Contracts.Functions;
using OrleansScaler.Grains.Clocks;
using OrleansScaler.Grains.Tests.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Testing;

namespace OrleansScaler.Grains.Tests.Clocks;

/// <summary>Somebody sets the machine's clock an hour on or back while a silo serves.</summary>
public sealed class ClockSetTests : IAsyncDisposable
{
    private static readonly TimeSpan s_tick = TimeSpan.FromTicks(1);

    private readonly FakeTimeProvider _fake = new();
    private readonly SettableClock _clock;
    private readonly FunctionCluster _cluster;

    public ClockSetTests()
    {
        _clock = new SettableClock(_fake);
        _cluster = new FunctionCluster { Clock = _fake, OtherClock = new RunningTime(_clock) };
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task IdleSlots_AreKeptForTheirKeepAliveAndNoLonger(int hours)
    {
        await _cluster.StartAsync();
        var function = _cluster.Function();
        var held = await function.StartAsync(_cluster.Platform, "r1");
        await function.IdleAsync("r1", held);

        _clock.SetBy = TimeSpan.FromHours(hours);
        _fake.Advance(_cluster.Policies.KeepAlive);
        await function.StatusAsync();
        Assert.Equal(0, _cluster.Platform.Destroys.Count);
        _fake.Advance(s_tick);

        Assert.Equal("p1", (await _cluster.Platform.Destroys.NextAsync()).PlatformSlotId);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Holder_KeepsItsInstanceUntilItsIdle(int hours)
    {
        await _cluster.StartAsync();
        var function = _cluster.Function();
        var held = await function.StartAsync(_cluster.Platform, "r1");

        _clock.SetBy = TimeSpan.FromHours(hours);
        _fake.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, (await function.StatusAsync()).Busy);
        Assert.Equal(IdleOutcome.Done, await function.IdleAsync("r1", held));
        Assert.Equal(held, (await function.AssignAsync("r2")).InstanceId);
        Assert.Equal(0, _cluster.Platform.Destroys.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Waiter_KeepsItsPlaceUntilItsOwnDeadline(int hours)
    {
        await _cluster.StartAsync();
        var function = _cluster.Function();
        var wait = TimeSpan.FromSeconds(30);
        var asked = function.AssignAsync("r1", wait);
        var create = await _cluster.Platform.Creates.NextAsync();

        _clock.SetBy = TimeSpan.FromHours(hours);
        _fake.Advance(_cluster.Functions.AnswerWaitingAfter);
        Assert.Equal(AssignOutcome.Waiting, (await asked).Outcome);
        asked = function.AssignAsync("r1", wait - _cluster.Functions.AnswerWaitingAfter);
        create.Answer(new CreateSlotResult(PlatformOutcome.Ok, "p1"));
        (await _cluster.Platform.Inits.NextAsync()).Answer(new InitResult(PlatformOutcome.Ok));

        Assert.Equal((AssignOutcome.Granted, create.RequestId), ((await asked).Outcome, (await asked).InstanceId));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Waiter_WithoutASlot_IsSentAwayInTime(int hours)
    {
        await _cluster.StartAsync();
        var asking = _cluster.Function().AssignToTheEndAsync("r1", TimeSpan.FromSeconds(30));
        await _cluster.Platform.Creates.NextAsync();

        _clock.SetBy = TimeSpan.FromHours(hours);
        var setAt = _fake.GetUtcNow();

        Assert.Equal(AssignOutcome.Rejected, (await asking).Outcome);
        Assert.InRange(_fake.GetUtcNow() - setAt, TimeSpan.Zero, TimeSpan.FromSeconds(31));
    }
}
