using OrleansScaler.Gateway.MiniFaas2020;
using OrleansScaler.Protos.MiniFaas2020.Scheduler;
using OrleansScaler.Scheduling.Learning;

namespace OrleansScaler.Gateway.Tests.MiniFaas2020;

/// <summary>What callers say of a run, in numbers and in words.</summary>
public sealed class RunReportsTests
{
    [Theory]
    [InlineData("", "", RunEnd.Good)]
    [InlineData("OOM", "", RunEnd.OutOfMemory)]
    [InlineData("FunctionOOMKilled", "", RunEnd.OutOfMemory)]
    [InlineData("oom", "", RunEnd.OutOfMemory)]
    [InlineData("OUT_OF_MEMORY", "", RunEnd.OutOfMemory)]
    [InlineData("OutOfMemoryError", "", RunEnd.OutOfMemory)]
    [InlineData("FunctionExceedMemory", "", RunEnd.OutOfMemory)]
    [InlineData("Error", "container was killed: out of memory", RunEnd.OutOfMemory)]
    [InlineData("Error", "memory limit of 128 MB reached", RunEnd.OutOfMemory)]
    [InlineData("Timeout", "out of memory", RunEnd.OutOfMemory)]
    [InlineData("Timeout", "", RunEnd.TimedOut)]
    [InlineData("FunctionTimedOut", "", RunEnd.TimedOut)]
    [InlineData("FUNCTION_TIME_OUT", "", RunEnd.TimedOut)]
    [InlineData("DeadlineExceeded", "", RunEnd.TimedOut)]
    [InlineData("", "Function timed out after 60 s", RunEnd.TimedOut)]
    [InlineData("UnhandledInvocationError", "no room for boom", RunEnd.Failed)]
    [InlineData("1", "", RunEnd.Failed)]
    [InlineData("", "something", RunEnd.Failed)]
    public void EndOf_CodeAndMessage_AreReadAsWords(string code, string message, RunEnd end)
    {
        Assert.Equal(end, RunReports.EndOf(code, message));
    }

    [Theory]
    [InlineData(RunEnd.Good, false)]
    [InlineData(RunEnd.Failed, false)]
    [InlineData(RunEnd.OutOfMemory, true)]
    [InlineData(RunEnd.TimedOut, true)]
    public void IsUnusable_End_IsWhatKillsTheContainer(RunEnd end, bool isUnusable)
    {
        Assert.Equal(isUnusable, RunReports.IsUnusable(end));
    }

    [Theory]
    [InlineData(5_000_000, 5)]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    [InlineData(long.MinValue, 0)]
    public void Read_Nanoseconds_AreADuration(long nanoseconds, double milliseconds)
    {
        var report = RunReports.Read(new ReturnContainerRequest { DurationInNanos = nanoseconds });

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), report.Duration);
    }

    [Theory]
    [InlineData(7L << 20, 7)]
    [InlineData(524_288, 0.5)]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    public void Read_Bytes_AreMegabytes(long bytes, double megabytes)
    {
        var report = RunReports.Read(new ReturnContainerRequest { MaxMemoryUsageInBytes = bytes });

        Assert.Equal(megabytes, report.MemoryMegabytes);
    }
}
