using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Policies.Preallocation;
using OrleansScaler.Simulation.Traces;

namespace OrleansScaler.Simulation.Tests.Traces;

public sealed class TracePeaksTests
{
    [Fact]
    public void Of_AnEarlierPart_KnowsItsBusiestMinuteAndMeanExecutionOnly()
    {
        using var files = TraceFiles.Contest(
            TraceFiles.Request(0, "a", 10),
            TraceFiles.Request(59_999, "a", 20),
            TraceFiles.Request(60_000, "a", 30),
            TraceFiles.Request(60_001, "a", 40),
            TraceFiles.Request(60_002, "a", 50),
            TraceFiles.Request(120_000, "a", 1_000),
            TraceFiles.Request(120_000, "b", 1_000));
        var options = new TraceOptions { For = TimeSpan.FromMinutes(2) };

        var history = TracePeaks.Of(TraceFolder.Open(files.Path, options));

        // Minutes of 2 and 3 calls; (10 + 20 + 30 + 40 + 50) / 5 = 30 ms.
        Assert.Equal(new PeakLoad(3, TimeSpan.FromMilliseconds(30)), history.Find(new FunctionKey("a")));
        Assert.Null(history.Find(new FunctionKey("b")));
    }

    [Fact]
    public void Open_PartWithoutARequest_NamesThePart()
    {
        using var files = TraceFiles.Contest(TraceFiles.Request(0, "a"), TraceFiles.Request(600_000, "a"));
        var options = new TraceOptions { From = TimeSpan.FromMinutes(2), For = TimeSpan.FromMinutes(3) };

        var thrown = Assert.Throws<TraceException>(() => TraceFolder.Open(files.Path, options));

        Assert.EndsWith("no request from minute 2 to 5", thrown.Message, StringComparison.Ordinal);
    }
}
