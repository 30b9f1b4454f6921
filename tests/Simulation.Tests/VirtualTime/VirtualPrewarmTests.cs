using OrleansScaler.Simulation.VirtualTime;

namespace OrleansScaler.Simulation.Tests.VirtualTime;

public sealed class VirtualPrewarmTests
{
    private static readonly TimeSpan TwoSeconds = TimeSpan.FromSeconds(2);

    [Fact]
    public void Play_ClockUnderTimer_IsColdOnlyWhileLearning()
    {
        // A call every 10 min for 5 h: at 0, 600, …, 17,400. Five gaps are known with the sixth call.
        var trace = StoryTrace.Of(17_500, 1024);
        for (var tick = 0; tick < 30; tick++)
        {
            trace.Call(600 * tick, 1);
        }

        var card = Simulated.Play(trace, "keepalive=fixed:0s+prewarm=timer", TwoSeconds);

        // Six cold starts of 2 s each, idle while starting; then 24 slots asked for 2.1 s before their call.
        Assert.Equal(6, card.ColdStarts);
        Assert.Equal(30, card.Creations);
        Assert.Equal((6 * 2) + (24 * 2.1), card.IdleGbSeconds, 3);
    }

    [Fact]
    public void Play_Spares_AreChargedFromTheirCreateToTheTick()
    {
        // A GB·s costs 1/99.69 s. One create in a minute, of 1 s: 1/60 under way, worth a spare down to 0.010031.
        // 0: the first function's slot misses; ready at 2, when its create is known. A spare is made from 2 to 3.
        // 5: the other takes it, waits only for its init, runs from 6 to 7, gone at 17: paid from 2, so 15 s.
        // Another spare is made at 5. Then the count is 1 + e^(−5/60) = 1.920044, the load 0.0320007; 60 s · ln of that
        // over 0.0100311 = 69.604 s later it goes. The first slot runs from 2 to 3 and is gone at 13.
        var trace = StoryTrace.Of(200, 1024, 1024).Call(0, 1).Call(5, 1, function: 1);

        var card = Simulated.Play(trace, "keepalive=fixed:10s+prewarm=generic-pool", TwoSeconds);

        Assert.Equal(2, card.ColdStarts);
        Assert.Equal(2 + 1, card.ScheduleSeconds, 9);
        Assert.Equal((3, 3, 0), (card.SlotsCreated, card.SlotsDestroyed, card.SlotsLiveAtEnd));
        Assert.Equal(13 + 15 + 69.604, card.SlotGbSeconds, 3);
        Assert.Equal(13 + 15 + 69.604 - 2, card.IdleGbSeconds, 3);
        Assert.Equal(3 * 1024, card.PeakMemoryMegabytes, 9);
    }

    [Fact]
    public void Play_SparesAliveAtTheEnd_AreChargedToIt()
    {
        // As above, but the trace ends at 20: the second spare is paid from 5 to there.
        var trace = StoryTrace.Of(20, 1024, 1024).Call(0, 1).Call(5, 1, function: 1);

        var card = Simulated.Play(trace, "keepalive=fixed:10s+prewarm=generic-pool", TwoSeconds);

        Assert.Equal(13 + 15 + 15, card.SlotGbSeconds, 6);
        Assert.Equal(1, card.SlotsLiveAtEnd);
    }

    [Fact]
    public void Play_SpareOfAnotherSize_ServesNobodyElse()
    {
        var trace = StoryTrace.Of(20, 1024, 1025).Call(0, 1).Call(5, 1, function: 1);

        var card = Simulated.Play(trace, "keepalive=fixed:10s+prewarm=generic-pool", TwoSeconds);

        Assert.Equal(2 + 2, card.ScheduleSeconds, 9);
    }

    [Fact]
    public void Play_InitInASpareFails_IsPaidForAndTriedAgain()
    {
        // The spare of 2 is taken at 5; its init fails at 6, it is destroyed and was paid for 4 s. The next attempt
        // after a pause of 0.1 s takes the spare made from 5 to 6: ready at 7.1.
        var starts = new ScriptedStarts(
            new(TwoSeconds), new(TwoSeconds, Scheduling.Pools.StartFailure.Transient), new(TwoSeconds));
        var trace = StoryTrace.Of(20, 1024).Call(0, 10).Call(5, 1);

        var card = Simulated.Play(
            trace,
            "keepalive=fixed:0s+prewarm=generic-pool",
            TwoSeconds,
            new VirtualRunOptions { Starts = starts });

        Assert.Equal(0, card.Failed);
        Assert.Equal(2 + 2.1, card.ScheduleSeconds, 6);
    }

    [Fact]
    public void Play_RandomCallsWithSpares_AccountForEverySlot()
    {
        const ulong seed = 11;
        var trace = StoryTrace.Random(seed, functions: 5, calls: 2_000, endSeconds: 600);

        var card = Simulated.Play(trace, "keepalive=fixed:2s+prewarm=generic-pool", TwoSeconds);

        Assert.Equal(2_000, card.Requests);
        Assert.Equal(card.SlotsCreated, card.SlotsDestroyed + card.SlotsLiveAtEnd);
        Assert.True(card.Functions.Sum(function => function.SlotGbSeconds) <= card.SlotGbSeconds, $"seed {seed}");
    }
}
