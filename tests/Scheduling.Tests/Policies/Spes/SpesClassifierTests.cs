using System.Globalization;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.Spes;
using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Tests.Policies.Spes;

/// <summary>Gaps in minutes, made by hand; calls take no time.</summary>
public sealed class SpesClassifierTests
{
    private static readonly DateTimeOffset T0 = new(2023, 7, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]

    // A call in each of 61 minutes, of which the last is not over: 60 are warm.
    [InlineData(Reason.AlwaysWarm, 60, "1")]

    // Four waits of half an hour, within a minute of each other.
    [InlineData(Reason.Regular, 1, "30 30.9 30 30.5")]

    // Pairs of calls: the gap within a pair is no wait.
    [InlineData(Reason.Regular, 4, "30 0.1")]

    // Ten waits: 5, 20 and 60 minutes make up nine of them.
    [InlineData(Reason.ApproximatelyRegular, 1, "5 20 60 5 20 60 5 20 60 33")]

    // 1 to 5 minutes, five different ones.
    [InlineData(Reason.Dense, 2, "1 2 3 4 5")]

    // Runs of five calls in 2.4 minutes, and long waits that are all different.
    [InlineData(Reason.Successive, 1, "10 .6 .6 .6 .6 25 .6 .6 .6 .6 44 .6 .6 .6 .6 71 .6 .6 .6 .6 99")]

    // Runs of four, three of four gaps short: pulses.
    [InlineData(Reason.Pulsed, 1, "10 .1 .1 .1 25 .1 .1 .1 44 .1 .1 .1 71 .1 .1 .1 99")]

    // Of six waits only 12 came twice.
    [InlineData(Reason.Possible, 1, "12 30 50 12 80 110")]

    // All different.
    [InlineData(Reason.None, 1, "12 30 50 80 110")]

    // Three waits say nothing of regularity, and none came twice.
    [InlineData(Reason.None, 1, "30 40 50")]
    public void Classify_Gaps_HaveTheirClass(Reason expected, int times, string minutes)
    {
        double[] gaps = [.. minutes.Split(' ').Select(gap => double.Parse(gap, CultureInfo.InvariantCulture))];

        Assert.Equal(expected, Classify(Repeat(times, gaps))?.Class ?? Reason.None);
    }

    [Fact]
    public void Classify_AMinuteWithoutACall_IsNotAlwaysWarm() =>
        Assert.Equal(Reason.Regular, Classify([.. Repeat(59, 1), 2])!.Class);

    [Fact]
    public void Classify_Announced_IsCorrelatedUnlessThereIsAPattern()
    {
        double[] without = [12, 30, 50, 12, 80, 110];

        Assert.Equal(Reason.Correlated, Classify(without, isTold: true)!.Class);
        Assert.Equal(Reason.Regular, Classify(Repeat(4, 30), isTold: true)!.Class);
    }

    [Fact]
    public void Classify_Regular_ExpectsTheNextTwoMinutesAheadAndOneBeyond()
    {
        // Waits of 30 to 30.9: from 28 to 31.9 minutes.
        var plan = Classify([30, 30.9, 30, 30.5])!;

        Assert.Equal([(28.0, 31.9)], Windows(plan));
        Assert.Equal(TimeSpan.FromMinutes(1), plan.KeepAlive);
    }

    [Fact]
    public void Classify_ApproximatelyRegular_ExpectsRoundEachOfThree() =>
        Assert.Equal(
            [(2.5, 6.5), (17.5, 21.5), (57.5, 61.5)],
            Windows(Classify([5, 20, 60, 5, 20, 60, 5, 20, 60, 33])!));

    // 12 and 20 are within ten minutes, half a minute each side included; 12 and 30 are not.
    [Fact]
    public void Classify_PossibleWithinTenMinutes_ExpectsOverTheRange() =>
        Assert.Equal([(9.5, 21.5)], Windows(Classify([12, 20, 50, 12, 20, 80, 110])!));

    [Fact]
    public void Classify_PossibleFarApart_ExpectsRoundEach() =>
        Assert.Equal([(9.5, 13.5), (27.5, 31.5)], Windows(Classify([12, 30, 50, 12, 30, 80, 110])!));

    private static double[] Repeat(int times, params double[] minutes) =>
        [.. Enumerable.Repeat(minutes, times).SelectMany(gap => gap)];

    private static IEnumerable<(double From, double To)> Windows(SpesPlan plan) => plan.Windows
        .Select(window => (Math.Round(window.From.TotalMinutes, 6), Math.Round(window.To.TotalMinutes, 6)))
        .Order();

    private static SpesPlan? Classify(double[] gapMinutes, bool isTold = false)
    {
        var statistics = new FunctionStatistics();
        var now = T0;
        Call(statistics, now);
        foreach (var gap in gapMinutes)
        {
            now += TimeSpan.FromMinutes(gap);
            Call(statistics, now);
        }

        return SpesClassifier.Classify(new SpesHistory(statistics, now, isTold));
    }

    private static void Call(FunctionStatistics statistics, DateTimeOffset now)
    {
        statistics.Arrived(now, inUseOrWaitingBefore: 0);
        statistics.InUseChanged(1, now);
        statistics.InUseChanged(0, now);
    }
}
