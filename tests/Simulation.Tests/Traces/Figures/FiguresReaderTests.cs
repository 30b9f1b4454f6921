using OrleansScaler.Simulation.Traces;
using static OrleansScaler.Simulation.Tests.Traces.Figures.FigureFiles;

namespace OrleansScaler.Simulation.Tests.Traces.Figures;

public sealed class FiguresReaderTests
{
    [Theory]
    [InlineData("other,go,1,1,1,1,11,1,0,0,0,", "key 'other' is not in metas.jsonl")]
    [InlineData(Busy, "function 'busy' stands there twice")]
    [InlineData("timer,go,1,1,1,NaN,11,1,0,0,0,", "avgDurationMs is 'NaN', not a number")]
    [InlineData("timer,go,1,1,1,1,-11,1,0,0,0,", "requests is '-11', not a whole number")]
    [InlineData("timer,go,1,1,1,1,11.5,1,0,0,0,", "requests is '11.5', not a whole number")]
    [InlineData("timer,go,1,1,1,1,99999999,1,0,0,0,", "requests is 99999999; the bound is 10000000")]
    [InlineData("timer,go,1,1,1,2,11,1,0,0,0,", "maxDurationMs is 1, below avgDurationMs, 2")]
    [InlineData("timer,go,1,1,1,,11,1,0,0,0,", "avgDurationMs is empty where maxDurationMs is 1")]
    [InlineData("timer,go,1,1,1,1,11,1,0,-1,0,", "idleGapMs_p50 is '-1', not a number")]
    [InlineData("timer,go,1,1,1,1,11,1,5,4,6,", "idleGapMs_p50 is 4, below idleGapMs_p25, 5")]
    [InlineData("timer,go,1,1,1,1,11,1,5,,6,", "idleGapMs_p50 is '', not a number")]
    [InlineData("timer,go,1,1,1,1,11", "7 fields where the header has 12")]
    public void Open_BadRow_NamesFileLineAndFault(string row, string fault)
    {
        using var files = With(Busy, row);

        var exception = Assert.Throws<TraceException>(() => Open(files));

        Assert.StartsWith(
            Path.Combine(files.Path, "function_stats.csv") + ":3: " + fault,
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoFunctionWithACount_IsRefused()
    {
        using var files = With(Rare, Unknown);

        var exception = Assert.Throws<TraceException>(() => Open(files));

        Assert.Contains("no function has both requests and avgDurationMs", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ColumnMissing_IsNamed()
    {
        using var files = With().With("function_stats.csv", Header.Replace("requests", "calls"));

        var exception = Assert.Throws<TraceException>(() => Open(files));

        Assert.Contains(":1: column 'requests' is missing", exception.Message, StringComparison.Ordinal);
    }
}
