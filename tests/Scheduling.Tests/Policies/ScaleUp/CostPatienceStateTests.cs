using OrleansScaler.Scheduling.Policies.ScaleUp;

namespace OrleansScaler.Scheduling.Tests.Policies.ScaleUp;

public sealed class CostPatienceStateTests
{
    private static readonly DateTimeOffset T0 = ScaleUpSnapshot.T0;

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(0.5, 1.45)] // + 2 · 0.5 s, − 0.1 · 0.5 s
    [InlineData(1, 2.4)]
    [InlineData(4, 2.1)] // the line was gone after 1 s: only the memory counts on
    [InlineData(60, 0)]
    public void RegretAt_LineOfOneSecond_GrowsThenPaysForMemory(double seconds, double expected)
    {
        var state = new CostPatienceState(0.5, T0, Share: 2, T0.AddSeconds(1));

        Assert.Equal(expected, state.RegretAt(T0.AddSeconds(seconds), slotPrice: 0.1), 9);
    }

    [Theory]
    [InlineData(6, 3, 0, 0, 2, 50)] // 6 waiters, 3 places: 2 s a second; gone after 6 · 100 / 3 = 200 ms, seen for 50
    [InlineData(6, 3, 2, 0, 0.8, 50)] // two are covered, 4 before 5 places: gone after 80 ms
    [InlineData(6, 3, 2, 4, 0, 0)] // all are covered
    [InlineData(1, 4, 0, 0, 0.25, 25)] // gone after 100 / 4 ms
    [InlineData(6, 0, 2, 0, 0, 0)] // nothing runs: they wait for a start, whoever made more slots would too
    public void Of_Line_ToldByWhatOneMorePlaceWouldSave(
        int waiting, int running, int starting, int creates, double share, double untilMs)
    {
        var pool = ScaleUpSnapshot.OfAges(waiting, new int[running], new int[starting]).Knows(100, 1_000);

        var state = CostPatienceState.Of(pool, 0.3, creates, longest: TimeSpan.FromMilliseconds(50));

        Assert.Equal(new CostPatienceState(0.3, T0, share, T0.AddMilliseconds(untilMs)), state);
    }
}
