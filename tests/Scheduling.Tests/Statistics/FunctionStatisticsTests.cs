using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Tests.Statistics;

public sealed class FunctionStatisticsTests
{
    private static readonly DateTimeOffset s_t0 = new(2023, 7, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly FunctionStatistics _statistics = new();
    private int _inUse;

    [Fact]
    public void Arrivals_NoneYet_HasNoInstant()
    {
        Assert.Equal(0, _statistics.Arrivals);
        Assert.Null(_statistics.FirstArrival);
        Assert.Null(_statistics.LastArrival);
    }

    [Fact]
    public void Arrived_ThreeTimes_KeepsFirstLastAndTwoGaps()
    {
        Arrive(1);
        Arrive(4);
        Arrive(9);

        Assert.Equal(3, _statistics.Arrivals);
        Assert.Equal(At(1), _statistics.FirstArrival);
        Assert.Equal(At(9), _statistics.LastArrival);
        Assert.Equal(2, _statistics.Gaps.Count);
        Assert.Equal((3, 5), (_statistics.Gaps[0], _statistics.Gaps[1]));
    }

    [Fact]
    public void Arrived_AfterTheLastIsDone_RecordsTheIdleTimeAndNotTheGap()
    {
        Arrive(0);
        Leave(90);
        Arrive(240);

        // Idle for 150 s, bin 2; the gap is 240 s.
        Assert.Equal(1, _statistics.IdleTimes.Count);
        Assert.Equal(2, _statistics.IdleTimes.Percentile(50, roundUp: false));
        Assert.Equal(240, _statistics.Gaps.Mean);
    }

    [Fact]
    public void QuietSince_AStory_IsWhenTheLastRequestWasDone()
    {
        Assert.Null(_statistics.QuietSince);
        Arrive(0);
        Arrive(1);
        Leave(5);
        Assert.Null(_statistics.QuietSince);

        Leave(7);
        Assert.Equal(At(7), _statistics.QuietSince);

        Arrive(9);
        Assert.Null(_statistics.QuietSince);
    }

    [Fact]
    public void Arrived_WhileOthersAreInUse_RecordsNoIdleTime()
    {
        Arrive(0);
        Arrive(60);
        Leave(70);
        Arrive(80);

        Assert.Equal(0, _statistics.IdleTimes.Count);
    }

    [Fact]
    public void Arrived_FirstEver_RecordsNoIdleTime()
    {
        Arrive(600);

        Assert.Equal(0, _statistics.IdleTimes.Count);
    }

    [Fact]
    public void Arrived_TwiceRefused_RecordsTheIdleTimeOnce()
    {
        Arrive(0);
        Leave(10);
        _statistics.Arrived(At(100), 0);
        _statistics.Arrived(At(200), 0);

        Assert.Equal(1, _statistics.IdleTimes.Count);
    }

    [Fact]
    public void InUseChanged_UpAndDown_ShowsInWindowAndMinutes()
    {
        Arrive(0);
        Arrive(0);
        Leave(30);
        Leave(60);

        Assert.Equal(1.5, _statistics.Concurrency.Average(At(60), TimeSpan.FromSeconds(60)));
        var peaks = new double[2];
        Assert.Equal(2, _statistics.Minutes.CopyPeaks(peaks));
        Assert.Equal([2, 1], peaks);
    }

    [Fact]
    public void InUseChanged_BelowZero_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _statistics.InUseChanged(-1, s_t0));

    [Fact]
    public void Arrived_TimeRunsBackwards_CountsAsTheLastEvent()
    {
        Arrive(10);
        Leave(20);
        Arrive(15);

        Assert.Equal(At(20), _statistics.LastArrival);
        Assert.Equal(10, _statistics.Gaps.Mean);
        Assert.Equal(0, _statistics.IdleTimes.Percentile(100, roundUp: false));
    }

    [Fact]
    public void Started_CreateAndInit_AreAlsoAddedUpStartByStart()
    {
        _statistics.Started(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(700));
        _statistics.Started(TimeSpan.Zero, TimeSpan.FromMilliseconds(300));
        _statistics.Executed(TimeSpan.FromMilliseconds(5));

        Assert.Equal(TimeSpan.FromMilliseconds(50), _statistics.Creates.Mean);
        Assert.Equal(TimeSpan.FromMilliseconds(500), _statistics.Inits.Mean);
        Assert.Equal(TimeSpan.FromMilliseconds(550), _statistics.Starts.Mean);
        Assert.Equal(TimeSpan.FromMilliseconds(800), _statistics.Starts.Maximum);
        Assert.Equal(TimeSpan.FromMilliseconds(5), _statistics.Executions.Mean);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void IdleTimes_RandomCalls_AreThoseFromTheLastDoneToTheNextArrival(int seed)
    {
        var random = new Random(seed);
        var calls = new List<(double Arrival, double Done)>();
        var events = new List<(double At, bool Arrives)>();
        for (var call = 0; call < 500; call++)
        {
            var arrival = random.Next(0, 200_000) + random.NextDouble();
            calls.Add((arrival, arrival + (random.NextDouble() * 900)));
            events.AddRange([(arrival, true), (calls[^1].Done, false)]);
        }

        foreach (var (at, arrives) in events.Order())
        {
            (arrives ? (Action<double>)Arrive : Leave)(at);
        }

        var minutes = calls.Where(call => calls.TrueForAll(other =>
                other == call || other.Arrival > call.Arrival || other.Done < call.Arrival))
            .Select(call => (call.Arrival, calls.Where(other => other.Done < call.Arrival).ToArray()))
            .Where(call => call.Item2.Length > 0)
            .Select(call => (int)((call.Arrival - call.Item2.Max(other => other.Done)) / 60))
            .ToArray();
        Assert.True(_statistics.IdleTimes.Count == minutes.Length, $"seed {seed}");
        Assert.True(_statistics.IdleTimes.Percentile(100, roundUp: false) == minutes.Max(), $"seed {seed}");
        var middle = minutes.Order().ElementAt(((minutes.Length + 1) / 2) - 1);
        Assert.True(_statistics.IdleTimes.Percentile(50, roundUp: false) == middle, $"seed {seed}");
    }

    [Fact]
    public void Memory_OneArrival_IsBelowAKilobyte()
    {
        Live(calls: 1); // so that nothing is counted that is made once for all functions

        Assert.InRange(BytesOf(calls: 1), 1, 1_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Memory_AnyLoad_StopsGrowing(int seed)
    {
        var statistics = new FunctionStatistics();
        var random = new Random(seed);
        Live(statistics, random, s_t0, 50_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Live(statistics, random, s_t0.AddDays(9), 20_000);

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000, $"seed {seed} still allocates");
    }

    private static long BytesOf(int calls)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(Live(calls));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static FunctionStatistics Live(int calls)
    {
        var statistics = new FunctionStatistics();
        for (var call = 0; call < calls; call++)
        {
            var at = s_t0.AddSeconds(call);
            statistics.Arrived(at, 0);
            statistics.InUseChanged(1, at);
            statistics.Started(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(700));
            statistics.Executed(TimeSpan.FromMilliseconds(50));
            statistics.InUseChanged(0, at.AddMilliseconds(50));
        }

        return statistics;
    }

    private static void Live(FunctionStatistics statistics, Random random, DateTimeOffset at, int calls)
    {
        var inUse = 0;
        for (var call = 0; call < calls; call++)
        {
            // Minutes of bursts, then hours of rare calls: every window fills up.
            at += TimeSpan.FromSeconds(call % 1_000 < 900 ? random.NextDouble() : random.NextDouble() * 20_000);
            statistics.Arrived(at, inUse);
            inUse = call % 1_000 < 900 ? random.Next(10) : 0;
            statistics.InUseChanged(inUse + 1, at);
            statistics.InUseChanged(inUse, at);
            var duration = TimeSpan.FromMilliseconds(Math.Pow(10, random.NextDouble() * 8.1) - 0.5);
            statistics.Executed(duration);
            statistics.Started(duration, duration);
        }
    }

    private void Arrive(double second)
    {
        _statistics.Arrived(At(second), _inUse);
        _statistics.InUseChanged(++_inUse, At(second));
    }

    private void Leave(double second) => _statistics.InUseChanged(--_inUse, At(second));

    private static DateTimeOffset At(double second) => s_t0.AddSeconds(second);
}
