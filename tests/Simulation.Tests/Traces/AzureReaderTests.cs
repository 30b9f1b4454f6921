using OrleansScaler.Simulation.Traces;

namespace OrleansScaler.Simulation.Tests.Traces;

public sealed class AzureReaderTests
{
    [Fact]
    public void Open_GoodFiles_GivesFunctionsWithTheirMemory()
    {
        using var files = TraceFiles.Azure();

        var trace = TraceFolder.Open(files.Path, new TraceOptions());

        Assert.Equal(["f", "g"], trace.Functions.Select(f => f.Spec.Key.Value));
        Assert.Equal([96.5, 128.0], trace.Functions.Select(f => f.Spec.MemoryMegabytes));
        Assert.All(trace.Functions, f => Assert.Null(f.InitDuration));
        Assert.Equal(TimeSpan.FromMinutes(2), trace.Length);
        Assert.Equal(7, trace.CallCount);
        Assert.Empty(trace.Assumptions);
    }

    [Fact]
    public void Calls_Equidistant_StandAtTheMiddleOfTheirShare()
    {
        using var files = TraceFiles.Azure();

        var calls = TraceFolder.Open(files.Path, new TraceOptions { Arrivals = ArrivalPattern.Equidistant }).Calls();

        // f: 2 calls, at 1/4 and 3/4 of the first minute; g: 1 at 1/2, then 4 at 1/8, 3/8, 5/8, 7/8 of the second.
        Assert.Equal(
            [(0, 15.0), (1, 30.0), (0, 45.0), (1, 67.5), (1, 82.5), (1, 97.5), (1, 112.5)],
            calls.Select(c => (c.Function, c.At.TotalSeconds)));
    }

    [Fact]
    public void Calls_Average_TakeItAndCountZeroAsOneMillisecond()
    {
        using var files = TraceFiles.Azure();

        var calls = TraceFolder.Open(files.Path, new TraceOptions()).Calls().ToLookup(c => c.Function, c => c.Duration);

        Assert.All(calls[0], d => Assert.Equal(TimeSpan.FromMilliseconds(100), d));
        Assert.All(calls[1], d => Assert.Equal(TimeSpan.FromMilliseconds(1), d));
    }

    [Fact]
    public void Calls_Percentiles_StayWithinTheRecordedRange()
    {
        using var files = TraceFiles.Azure();
        var options = new TraceOptions { Durations = ExecutionModel.Percentiles };

        var calls = TraceFolder.Open(files.Path, options).Calls();
        var durations = calls.Where(c => c.Function == 0).Select(c => c.Duration);

        Assert.All(durations, d => Assert.InRange(d.TotalMilliseconds, 1, 200));
        Assert.Equal(2, durations.Distinct().Count());
    }

    [Theory]
    [InlineData(ArrivalPattern.Uniform)]
    [InlineData(ArrivalPattern.Exponential)]
    public void Calls_Random_AreInOrderInTheirMinuteAndTheSameAgain(ArrivalPattern arrivals)
    {
        using var files = TraceFiles.Azure();
        var options = new TraceOptions { Arrivals = arrivals };

        var calls = TraceFolder.Open(files.Path, options).Calls().ToList();

        Assert.Equal(calls.OrderBy(c => c.At).ThenBy(c => c.Function), calls);
        Assert.Equal(3, calls.Count(c => c.At < TimeSpan.FromMinutes(1)));
        Assert.All(calls, c => Assert.InRange(c.At, TimeSpan.Zero, TimeSpan.FromMinutes(2)));
        Assert.Equal(calls, TraceFolder.Open(files.Path, options).Calls());
        Assert.NotEqual(calls, TraceFolder.Open(files.Path, options with { Seed = 43 }).Calls());
    }

    [Fact]
    public void Calls_OfAPart_AreThoseOfTheWhole()
    {
        using var files = TraceFiles.Azure();
        var whole = TraceFolder.Open(files.Path, new TraceOptions());

        var part = TraceFolder.Open(files.Path, new TraceOptions { From = TimeSpan.FromMinutes(1) });

        Assert.Equal(whole.Calls().Skip(3).Select(c => c.At - TimeSpan.FromMinutes(1)), part.Calls().Select(c => c.At));
        Assert.Equal(4, part.CallCount);
        Assert.Equal(whole.Start + TimeSpan.FromMinutes(1), part.Start);
    }

    [Fact]
    public void Open_PartOfAMinute_CountsItsCalls()
    {
        using var files = TraceFiles.Azure();
        var options = new TraceOptions
        {
            From = TimeSpan.FromSeconds(20),
            For = TimeSpan.FromSeconds(50),
            Arrivals = ArrivalPattern.Equidistant,
        };

        var trace = TraceFolder.Open(files.Path, options);

        Assert.Equal(3, trace.CallCount);
        Assert.Equal([10.0, 25.0, 47.5], trace.Calls().Select(c => c.At.TotalSeconds));
    }

    [Fact]
    public void Open_OneHashInTwoApps_NamesThemByTheWholeIdentity()
    {
        using var files = TraceFiles.Azure()
            .With("invocations.csv", "HashOwner,HashApp,HashFunction,Trigger,480\no1,a1,f,http,2\no1,a2,f,http,1\n")
            .With("memory.csv", TraceFiles.Memory + "\nf,o1,a1,7,96\nf,o1,a2,7,64\n")
            .With(
                "durations.csv",
                TraceFiles.Durations + "\no1,a1,f,1,2,0,2,0,0,1,1,1,2,2\no1,a2,f,1,2,0,2,0,0,1,1,1,2,2\n");

        var trace = TraceFolder.Open(files.Path, new TraceOptions());

        Assert.Equal(["o1/a1/f", "o1/a2/f"], trace.Functions.Select(f => f.Spec.Key.Value));
    }

    [Fact]
    public void Open_FunctionWithoutMemory_TakesTheMedianAndSaysSo()
    {
        using var files = TraceFiles.Azure().With("memory.csv", TraceFiles.Memory + "\nf,o1,a1,7,96.5\n");

        var trace = TraceFolder.Open(files.Path, new TraceOptions());

        Assert.Equal(96.5, trace.Functions[1].Spec.MemoryMegabytes);
        Assert.Equal(
            "1 function has no memory (g): the median, 96.5 MB, was taken", Assert.Single(trace.Assumptions));
    }

    [Fact]
    public void Open_FunctionWithoutDuration_TakesTheMedianAndSaysSo()
    {
        using var files = TraceFiles.Azure().With(
            "durations.csv", TraceFiles.Durations + "\no1,a1,f,100,2,0,200,0,10,50,100,150,190,200\n");

        var trace = TraceFolder.Open(files.Path, new TraceOptions());

        Assert.All(trace.Calls(), call => Assert.Equal(TimeSpan.FromMilliseconds(100), call.Duration));
        Assert.Equal(
            "1 function has no execution times (g): the median, 100 ms, was taken", Assert.Single(trace.Assumptions));
    }

    [Fact]
    public void Open_ManyFunctionsWithoutMemory_AreCountedAndTheFirstIsNamed()
    {
        var rows = string.Concat(Enumerable.Range(0, 6).Select(i => $"o,a,h{i},http,1\n"));
        using var files = TraceFiles.Azure()
            .With("invocations.csv", "HashOwner,HashApp,HashFunction,Trigger,480\no1,a1,f,http,1\n" + rows);

        var trace = TraceFolder.Open(files.Path, new TraceOptions());

        Assert.Contains("6 functions have no memory (the first is h0)", trace.Assumptions[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("invocations.csv", "HashOwner,HashApp,HashFunction,Trigger,480,482\n", ":1: minute column '482'")]
    [InlineData("invocations.csv", "HashOwner,HashApp,HashFunction,Trigger\n", ":1: no minute columns")]
    [InlineData("invocations.csv", "HashOwner,HashFunction,Trigger,480\n", ":1: column 'HashApp' is missing")]
    [InlineData("invocations.csv", "HashOwner,HashApp,HashFunction,480\no,a,f,1\no,a,f,1\n", ":3: function o/a/f")]
    [InlineData("invocations.csv", "HashOwner,HashApp,HashFunction,480\no,a,f,-1\n", ":2: 480 is '-1'")]
    [InlineData("invocations.csv", "HashOwner,HashApp,HashFunction,480\no,a,f,1.5\n", ":2: 480 is '1.5'")]
    [InlineData("invocations.csv", "HashOwner,HashApp,HashFunction,480\no,a,f\n", ":2: 3 fields where")]
    [InlineData("invocations.csv", "HashOwner,HashApp,HashFunction,480\no,a,,1\n", ":2: HashFunction is empty")]
    [InlineData("invocations.csv", "", "the file is empty")]
    [InlineData("memory.csv", TraceFiles.Memory + "\nf,o1,a1,7,NaN\n", ":2: AverageAllocatedMb is 'NaN'")]
    [InlineData("memory.csv", TraceFiles.Memory + "\nf,o1,a1,7,0\n", ":2: AverageAllocatedMb is 0")]
    [InlineData("memory.csv", TraceFiles.Memory + "\nf,o1,a1,7,1\nf,o1,a1,7,1\n", ":3: function o1/a1/f")]
    [InlineData("memory.csv", "HashFunction,HashOwner,HashApp\n", ":1: column 'AverageAllocatedMb' is missing")]
    [InlineData("durations.csv", TraceFiles.Durations + "\no,a,f,x,2,0,2,0,0,0,1,1,2,2\n", ":2: Average is 'x'")]
    [InlineData("durations.csv", TraceFiles.Durations + "\no,a,f,1,2,0,2,0,0,0,-1,1,2,2\n", ":2: percentile_")]
    [InlineData(
        "durations.csv",
        TraceFiles.Durations + "\no,a,f,1,2,0,2,0,0,3,2,3,4,5\n",
        ":2: percentile_Average_50 is 2, below percentile_Average_25, 3")]
    [InlineData("durations.csv", "HashOwner,HashApp,HashFunction,Average\n", "column 'percentile_Average_0'")]
    public void Open_BadFile_NamesFileLineAndFault(string file, string text, string fault)
    {
        using var files = TraceFiles.Azure().With(file, text);

        var exception = Assert.Throws<TraceException>(() => TraceFolder.Open(files.Path, new TraceOptions()));

        Assert.StartsWith(Path.Combine(files.Path, file), exception.Message, StringComparison.Ordinal);
        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("durations.csv")]
    [InlineData("memory.csv")]
    public void Open_FileMissing_NamesIt(string file)
    {
        using var files = TraceFiles.Azure().Without(file);

        var exception = Assert.Throws<TraceException>(() => TraceFolder.Open(files.Path, new TraceOptions()));

        Assert.Equal($"{Path.Combine(files.Path, file)}: the file is missing", exception.Message);
    }

    [Fact]
    public void Open_FolderWithoutATrace_SaysWhatItLooksFor()
    {
        using var files = new TraceFiles();

        var exception = Assert.Throws<TraceException>(() => TraceFolder.Open(files.Path, new TraceOptions()));

        Assert.Contains("invocations.csv", exception.Message, StringComparison.Ordinal);
        Assert.Contains("requests.jsonl", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoFolder_SaysSo()
    {
        var exception = Assert.Throws<TraceException>(() => TraceFolder.Open("/no/such/folder", new TraceOptions()));

        Assert.Equal("/no/such/folder: there is no such folder", exception.Message);
    }
}
