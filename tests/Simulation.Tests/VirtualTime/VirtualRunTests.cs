using System.Text.Json;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Simulation.Scorecards;
using OrleansScaler.Simulation.VirtualTime;

namespace OrleansScaler.Simulation.Tests.VirtualTime;

public sealed class VirtualRunTests
{
    private static readonly TimeSpan TwoSeconds = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(11, 1)]
    [InlineData(11.001, 2)]
    public void Play_ArrivalAtTheKeepAlivesEnd_IsStillWarm(double secondArrival, int coldStarts)
    {
        var trace = StoryTrace.Of(100, 1024).Call(0, 1).Call(secondArrival, 1);

        Assert.Equal(coldStarts, Simulated.Play(trace, "fixed:10s").ColdStarts);
    }

    [Fact]
    public void Play_ArrivalAtTheInstantOfACompletion_TakesThatSlot()
    {
        var trace = StoryTrace.Of(100, 1024).Call(0, 5).Call(5, 5).Call(9.999, 1);

        var card = Simulated.Play(trace, "fixed:10s");

        Assert.Equal(2, card.ColdStarts);
        Assert.Equal(2, card.Creations);
    }

    [Fact]
    public void Play_StartsTakeNoTime_AreColdAllTheSame()
    {
        var card = Simulated.Play(StoryTrace.Of(10, 1024).Call(1, 1), "fixed:1s");

        Assert.Equal(1, card.ColdStarts);
        Assert.Equal(0, card.ScheduleSeconds);
    }

    [Fact]
    public void Play_StartsTakeTime_MakeColdCallsWait()
    {
        var trace = StoryTrace.Of(100, 1024).Call(1, 1).Call(6, 1);

        var card = Simulated.Play(trace, "fixed:10s", TwoSeconds);

        Assert.Equal(1, card.ColdStarts);
        Assert.Equal(2, card.ScheduleSeconds, 9);
        Assert.Equal(0, card.WaitSeconds, 9);

        // Asked for at 1, ready at 3; the calls end at 4 and 7; gone at 17. Idle: 2 s of start, 2 s of gap, 10 s.
        Assert.Equal(16, card.SlotGbSeconds, 6);
        Assert.Equal(14, card.IdleGbSeconds, 6);
        Assert.Equal(14, card.Rum.IdleGbSeconds, 6);
    }

    [Fact]
    public void Play_ReturnedSlotComesFirst_IsAWaitAndNotACold()
    {
        // The second call waits from 3.5 until the first ends at 4; its own slot, ready at 5.5, becomes idle.
        var trace = StoryTrace.Of(100, 1024).Call(1, 1).Call(3.5, 1);

        var card = Simulated.Play(trace, "fixed:10s", TwoSeconds);

        Assert.Equal(1, card.ColdStarts);
        Assert.Equal(0.5, card.WaitSeconds, 9);
        Assert.Equal(2, card.Creations);
    }

    [Fact]
    public void Play_SlotsAliveAtTheEnd_AreChargedToIt()
    {
        var card = Simulated.Play(StoryTrace.Of(30, 512).Call(10, 5), "fixed:600s");

        Assert.Equal(20 * 0.5, card.SlotGbSeconds, 6);
        Assert.Equal(15 * 0.5, card.IdleGbSeconds, 6);
        Assert.Equal(1, card.SlotsLiveAtEnd);
    }

    [Fact]
    public void Play_CallRunsPastTheEnd_IsChargedToItsOwnEnd()
    {
        var card = Simulated.Play(StoryTrace.Of(30, 1024).Call(25, 20), "fixed:600s");

        Assert.Equal(1, card.Requests);
        Assert.Equal(20, card.SlotGbSeconds, 6);
        Assert.Equal(0, card.IdleGbSeconds, 6);
    }

    [Fact]
    public void Play_BadCall_DestroysItsSlot()
    {
        var trace = StoryTrace.Of(100, 1024).Call(0, 1, good: false).Call(2, 1);

        var card = Simulated.Play(trace, "fixed:600s");

        Assert.Equal(2, card.ColdStarts);
        Assert.Equal(1, card.SlotsDestroyed);
        Assert.Equal(0, card.Failed);
    }

    [Fact]
    public void Play_DurationZero_CountsAsAMillisecond()
    {
        var card = Simulated.Play(StoryTrace.Of(100, 1024).Call(0, 0), "direct");

        Assert.Equal(0.001, card.ExecSeconds, 9);
    }

    [Fact]
    public void Play_Patience_IsAskedAgainAtItsEnd()
    {
        // The second call arrives at 3 while the first runs to 12; after 1 s of patience a slot is started, ready at 6.
        var trace = StoryTrace.Of(100, 1024).Call(0, 10).Call(3, 1);

        var card = Simulated.Play(trace, "keepalive=fixed:60s+scaleup=patience:1s", TwoSeconds);

        Assert.Equal(2, card.ColdStarts);
        Assert.Equal(2 + 3, card.ScheduleSeconds, 9);
    }

    [Fact]
    public void Play_CallersPatienceOver_IsARejection()
    {
        var options = new VirtualRunOptions { Patience = TimeSpan.FromSeconds(1) };

        var card = Simulated.Play(StoryTrace.Of(100, 1024).Call(0, 10), "fixed:60s", TwoSeconds, options);

        Assert.Equal(1, card.Failed);
        Assert.Equal("rejected: WaitDeadline", Assert.Single(card.Failures).Kind);
        Assert.Equal(1, card.ScheduleSeconds, 9);
    }

    [Fact]
    public void Play_StartFails_IsTriedAgainAndNotPaidFor()
    {
        var starts = new ScriptedStarts(new StartOutcome(TwoSeconds, StartFailure.Transient), new(TwoSeconds));

        var card = Simulated.Play(
            StoryTrace.Of(100, 1024).Call(0, 1), "direct", TwoSeconds, new VirtualRunOptions { Starts = starts });

        // Fails at 2, tried again after a pause of 0.1 s, ready at 4.1, gone at 5.1.
        Assert.Equal(1, card.ColdStarts);
        Assert.Equal(4.1, card.ScheduleSeconds, 9);
        Assert.Equal(1, card.Creations);
        Assert.Equal(3, card.SlotGbSeconds, 6);
    }

    [Fact]
    public void Play_InitFails_IsPaidFor()
    {
        var starts = new ScriptedStarts(new(TwoSeconds, StartFailure.Transient, Made: true), new(TwoSeconds));

        var card = Simulated.Play(
            StoryTrace.Of(100, 1024).Call(0, 1), "direct", TwoSeconds, new VirtualRunOptions { Starts = starts });

        Assert.Equal(2, card.Creations);
        Assert.Equal(2 + 3, card.SlotGbSeconds, 6);
    }

    [Fact]
    public void Play_Twice_DecidesTheSame()
    {
        var trace = StoryTrace.Random(seed: 7, functions: 5, calls: 2_000, endSeconds: 600);

        Assert.Equal(Decisions(trace), Decisions(trace));
    }

    [Fact]
    public void Play_BrokenOff_TellsWhatIsKnown()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var trace = StoryTrace.Of(10, 1024).Call(0, 1).Call(5, 1);
        var run = new VirtualRun(
            new Workload(trace, TwoSeconds, TwoSeconds),
            PolicyNames.Find("pool", new PolicyOptions()).Required,
            new VirtualRunOptions());

        var card = run.Play(source.Token);

        Assert.Contains(card.Notes, note => note.StartsWith("Broken off", StringComparison.Ordinal));
    }

    [Fact]
    public void Scorecard_PeaksRatesAndCurves_AreOfTheRun()
    {
        var trace = StoryTrace.Of(100, 256.5, 1024).Call(0, 2).Call(1, 1).Call(10, 1, function: 1).Call(50, 1);

        var card = Simulated.Play(trace, "fixed:20s", TwoSeconds);

        // Function 0: cold at 0, at 1 and at 50. Function 1: cold at 10.
        Assert.Equal(1, card.ColdRate);
        Assert.Equal((2 * 256.5) + 1024, card.PeakMemoryMegabytes, 9);
        Assert.Equal(2, card.SchedulingSeconds.PerFunctionAverage[^1].Value, 9);
        Assert.Equal(3, card.Slowdown.PerCall[^1].Value, 9);
        Assert.Equal(Curve.Shares.Count, card.Slowdown.PerCall.Count);
        Assert.Equal(0, card.Speed);
    }

    [Fact]
    public void Scorecard_Json_HasTheKeysOfTheSkeletonAndItsOwn()
    {
        var card = Simulated.Play(StoryTrace.Of(10, 1024).Call(1, 1), "pool");
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(card, ScorecardJson.Options));

        string[] keys =
        [
            "requests", "coldStarts", "rum", "contest", "functions", "coldRate", "coldRateByFunction", "idleGbSeconds",
            "slotGbSeconds", "peakMemoryMegabytes", "creations", "schedulingSeconds", "slowdown", "eventsPerSecond",
        ];
        Assert.All(keys, key => Assert.True(json.RootElement.TryGetProperty(key, out _), key));
        Assert.Equal("pool", json.RootElement.GetProperty("policy").GetString());
    }

    private static List<string> Decisions(StoryTrace trace)
    {
        var log = new DecisionLines();
        Simulated.Play(trace, "pool", TwoSeconds, new VirtualRunOptions { Watcher = log });
        Assert.NotEmpty(log.Lines);
        return log.Lines;
    }
}
