using OrleansScaler.Grains.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Testing;

namespace OrleansScaler.Grains.Tests.Functions;

public sealed class StartTurnsTests
{
    private static readonly StartBounds s_bounds = new(First: 4, Fewest: 2, Most: 6);

    private readonly FakeTimeProvider _clock = new();
    private readonly object _f = new();
    private readonly object _g = new();
    private readonly StartTurns _turns;

    public StartTurnsTests() => _turns = new StartTurns(s_bounds, _clock);

    [Fact]
    public async Task Take_UpToTheLimit_IsAtOnceAndNotWaitedFor()
    {
        var turns = TakeMany(_f, 5);

        Assert.Equal([true, true, true, true, false], turns.Select(turn => turn.IsCompleted));
        Assert.False((await turns[0]).HadToWait);
        Assert.Equal(4, _turns.UnderWay);
    }

    [Fact]
    public async Task End_OneWaits_ItIsItsTurn()
    {
        var turns = TakeMany(_f, 5);

        _turns.End(await turns[0], outcome: null);

        Assert.True((await turns[4]).HadToWait);
        Assert.Equal(4, _turns.UnderWay);
    }

    [Fact]
    public async Task End_TwoOwnersWait_TheyTakeTurns()
    {
        var first = TakeMany(_f, 7);
        var second = TakeMany(_g, 1);

        _turns.End(await first[0], outcome: null);
        _turns.End(await first[1], outcome: null);

        await first[4];
        await second[0];
        Assert.False(first[5].IsCompleted);
    }

    [Fact]
    public async Task End_Answered_OneMoreEachUpToTheMost()
    {
        for (var i = 0; i < 10; i++)
        {
            _turns.End(await TakeMany(_f, 1)[0], PlatformOutcome.Ok);
        }

        Assert.Equal(6, _turns.Limit);
    }

    [Theory]
    [InlineData(PlatformOutcome.TimedOut)]
    [InlineData(PlatformOutcome.Unavailable)]
    public async Task End_ARoundCameTooLate_HalfAsManyOnce(PlatformOutcome late)
    {
        var turns = TakeMany(_f, 4);
        _clock.Advance(TimeSpan.FromSeconds(3));
        foreach (var turn in turns)
        {
            _turns.End(await turn, late);
        }

        Assert.Equal(2, _turns.Limit);
    }

    [Fact]
    public async Task End_EveryRoundComesTooLate_NeverFewerThanTheFewest()
    {
        for (var i = 0; i < 5; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(3));
            _turns.End(await TakeMany(_f, 1)[0], PlatformOutcome.TimedOut);
        }

        Assert.Equal(2, _turns.Limit);
    }

    [Theory]
    [InlineData(PlatformOutcome.Refused)]
    [InlineData(PlatformOutcome.Failed)]
    [InlineData(null)]
    public async Task End_SaysNothingOfHowMuchThePlatformTakes_LimitStays(PlatformOutcome? outcome)
    {
        _turns.End(await TakeMany(_f, 1)[0], outcome);

        Assert.Equal(4, _turns.Limit);
    }

    [Fact]
    public async Task Withdraw_OneOfTwoOwners_OnlyItsOwnAreTold()
    {
        var first = TakeMany(_f, 5);
        var second = TakeMany(_g, 1);

        _turns.Withdraw(_f);

        Assert.True((await first[4]).IsWithdrawn);
        Assert.False(second[0].IsCompleted);
        _turns.End(await first[0], outcome: null);
        Assert.False((await second[0]).IsWithdrawn);
        Assert.Equal(4, _turns.UnderWay);
    }

    private List<Task<StartTurn>> TakeMany(object owner, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => _turns.TakeAsync(owner).AsTask())];
}
