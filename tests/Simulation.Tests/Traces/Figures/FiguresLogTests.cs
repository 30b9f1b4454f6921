using OrleansScaler.Simulation.Traces;
using static OrleansScaler.Simulation.Tests.Traces.Figures.FigureFiles;

namespace OrleansScaler.Simulation.Tests.Traces.Figures;

public sealed class FiguresLogTests
{
    [Fact]
    public void Open_GoodFigures_MeetsEveryCountAndTheTotal()
    {
        using var files = Good();

        var trace = Open(files);

        // rare: quarters of a millisecond, so 4 calls at least; 4 again are not left once unknown has its 1.
        Assert.Equal([4000, 66, 3000, 8, 3], CountsOf(trace));
        Assert.Equal(Options.Requests, trace.CallCount);
        Assert.Equal(TimeSpan.FromMinutes(68), trace.Length);
    }

    [Fact]
    public void Calls_AreInOrderWithinTheSpan()
    {
        using var files = Good();

        var calls = Open(files).Calls().ToList();

        Assert.Equal(calls.OrderBy(call => call.At).ThenBy(call => call.Function), calls);
        Assert.All(calls, call => Assert.InRange(call.At, TimeSpan.Zero, TimeSpan.FromMinutes(68)));
    }

    [Theory]
    [InlineData(0, 20_000.5, 60_000)]
    [InlineData(1, 10, 30)]
    [InlineData(2, 250.25, 4_000)]
    public void Durations_OfAFunction_HaveItsMeanAndLongest(int function, double mean, double longest)
    {
        using var files = Good();

        var durations = Open(files).Calls().Where(call => call.Function == function)
            .Select(call => call.Duration.TotalMilliseconds).ToList();

        Assert.Equal(mean, durations.Average(), 0.001);
        Assert.Equal(longest, durations.Max());
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 59_900, 60_000, 60_100)]
    [InlineData(2, 0, 20, 900)]
    public void Gaps_OfAFunction_HaveItsQuartiles(int function, double lower, double middle, double upper)
    {
        using var files = Good();

        var gaps = IdleGapsOf(Open(files), function);

        Assert.Equal(lower, At(gaps, 0.25), 0.001);
        Assert.Equal(middle, At(gaps, 0.5), 0.001);
        Assert.Equal(upper, At(gaps, 0.75), 0.001);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Calls_OfAFunction_FillTheSpan(int function)
    {
        using var files = Good();

        var calls = Open(files).Calls().Where(call => call.Function == function).ToList();

        Assert.InRange((calls[^1].At - calls[0].At).TotalMinutes, 0.95 * 68, 68);
    }

    [Fact]
    public void Open_LackingFigures_SaysWhatWasAssumed()
    {
        using var files = Good();

        var assumptions = Open(files).Assumptions;

        Assert.Equal(3, assumptions.Count);
        Assert.StartsWith(
            "There is no requests.jsonl: 7077 requests in 68 min were made from function_stats.csv",
            assumptions[0],
            StringComparison.Ordinal);
        Assert.StartsWith(
            "2 functions have no count (rare, unknown): of the 7077 requests in all, 11 remain for them; they got 11, "
            + "3 to 8 each",
            assumptions[1],
            StringComparison.Ordinal);
        Assert.Equal(
            "1 function has no duration (unknown): the median of their runtime was taken, go 20000.5 ms",
            assumptions[2]);
    }

    [Fact]
    public void Open_MoreGapsThanFit_DropsTheLowestAndSaysSo()
    {
        // 78 calls a minute apart would take 77 minutes: nine gaps of them have to be 0, less than a quarter.
        using var files = With("timer,php,128,60,49,10,78,30,59900.0,60000.0,60100.0,", Rare, Mixed);

        var trace = Open(files);

        var gaps = IdleGapsOf(trace, 1);
        Assert.Equal(60_000, At(gaps, 0.5), 100.0);
        Assert.InRange(gaps.Count(gap => gap == 0), 9, 11);
        Assert.Equal(
            "1 function has no room for their gaps (timer): as few of the lowest as had to be became 0",
            trace.Assumptions[^1]);
    }

    [Fact]
    public void Open_GapsAndExecutionsThatCannotBe_StillHaveTheCountInTheSpan()
    {
        // A quarter of 500 gaps of over an hour each.
        using var files = With("timer,php,128,60,49,90000,500,99000,0,0,4000000,", Rare, Mixed);

        var trace = Open(files);

        Assert.Equal(500, CountsOf(trace)[1]);
        Assert.All(trace.Calls(), call => Assert.True(call.At < trace.Length));
    }

    [Fact]
    public void Calls_SameSeedAndOthers_AreTheSameAndOthers()
    {
        using var files = Good();
        var calls = Open(files).Calls().ToList();

        Assert.Equal(calls, Open(files).Calls());
        Assert.NotEqual(calls, Open(files, new TraceOptions { Seed = 43 }).Calls());
    }

    [Fact]
    public void Calls_OfAFunction_DoNotDependOnTheOthers()
    {
        using var all = Good();
        using var few = With(Mixed);

        Assert.Equal(
            Open(all).Calls().Where(call => call.Function == 2), Open(few).Calls().Where(call => call.Function == 2));
    }

    [Fact]
    public void Open_WithWindow_PlaysThatPart()
    {
        using var files = Good();
        var options = new TraceOptions { From = TimeSpan.FromMinutes(10), For = TimeSpan.FromMinutes(5) };

        var part = Open(files, options);

        Assert.Equal(
            Open(files).Calls().Where(call => call.At.TotalMinutes is >= 10 and < 15)
                .Select(call => call with { At = call.At - options.From }),
            part.Calls());
        Assert.Equal(part.Calls().LongCount(), part.CallCount);
        Assert.Equal(TimeSpan.FromMinutes(5), part.Length);
    }

    [Fact]
    public void Open_FolderWithFiguresOnly_IsATrace()
    {
        using var files = Good();

        Assert.Equal(5, TraceFolder.Open(files.Path, new TraceOptions()).Functions.Count);
    }

    private static List<int> CountsOf(Trace trace) =>
        [.. Enumerable.Range(0, trace.Functions.Count).Select(i => trace.Calls().Count(call => call.Function == i))];

    /// <summary>From the last end of a call to the next arrival, in milliseconds, in rising order.</summary>
    private static List<double> IdleGapsOf(Trace trace, int function)
    {
        var gaps = new List<double>();
        TimeSpan? busyUntil = null;
        foreach (var call in trace.Calls().Where(call => call.Function == function))
        {
            if (busyUntil is { } until)
            {
                gaps.Add(Math.Max(0, (call.At - until).TotalMilliseconds));
            }

            var end = call.At + call.Duration;
            busyUntil = busyUntil > end ? busyUntil : end;
        }

        gaps.Sort();
        return gaps;
    }

    /// <summary>A straight line between the two nearest, as the figures were made.</summary>
    private static double At(List<double> sorted, double share)
    {
        var place = share * (sorted.Count - 1);
        var low = sorted[(int)place];
        return low + ((place - (int)place) * (sorted[Math.Min((int)place + 1, sorted.Count - 1)] - low));
    }
}
