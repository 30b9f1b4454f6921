using OrleansScaler.Simulation.Traces;
using static OrleansScaler.Simulation.Tests.Traces.TraceFiles;

namespace OrleansScaler.Simulation.Tests.Traces;

public sealed class ContestReaderTests
{
    private const long T0 = 1_685_063_887_670;

    [Fact]
    public void Open_GoodFiles_GivesFunctionsAndCallsFromTheFirstRequestOn()
    {
        using var files = Contest(Request(T0, "b"), Request(T0 + 1500, "a", 20, 408));

        var trace = TraceFolder.Open(files.Path, new TraceOptions());

        Assert.Equal(["a", "b"], trace.Functions.Select(f => f.Spec.Key.Value));
        Assert.Equal(512, trace.Functions[0].Spec.MemoryMegabytes);
        Assert.Equal(TimeSpan.FromSeconds(60), trace.Functions[0].Spec.Timeout);
        Assert.Equal(TimeSpan.FromMilliseconds(200), trace.Functions[1].InitDuration);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(T0), trace.Start);
        Assert.Equal(2, trace.CallCount);
        Assert.Equal(
            [
                new TraceCall(TimeSpan.Zero, 1, TimeSpan.FromMilliseconds(10), 200),
                new TraceCall(TimeSpan.FromMilliseconds(1500), 0, TimeSpan.FromMilliseconds(20), 408),
            ],
            trace.Calls());
    }

    [Fact]
    public void Open_BlankLineAndNoLastNewline_AreNoLines()
    {
        using var files = Contest(Request(T0, "a"), "", Request(T0, "a"));

        Assert.Equal(2, TraceFolder.Open(files.Path, new TraceOptions()).CallCount);
    }

    [Fact]
    public void Open_WithoutInitDuration_SaysSo()
    {
        using var files = Contest(Request(T0, "a")).With(
            "metas.jsonl", """{"key": "a", "runtime": "go", "memoryInMb": 512, "timeoutInSecs": 60}""");

        Assert.Null(TraceFolder.Open(files.Path, new TraceOptions()).Functions[0].InitDuration);
    }

    [Fact]
    public void Open_WithWindow_PlaysThatPartOnly()
    {
        using var files = Contest(
            Request(T0, "a"), Request(T0 + 60_000, "a"), Request(T0 + 119_999, "b"), Request(T0 + 120_000, "b"));
        var options = new TraceOptions { From = TimeSpan.FromMinutes(1), For = TimeSpan.FromMinutes(1) };

        var trace = TraceFolder.Open(files.Path, options);

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromMilliseconds(59_999)], trace.Calls().Select(c => c.At));
        Assert.Equal(2, trace.CallCount);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(T0 + 60_000), trace.Start);
        Assert.Equal(TimeSpan.FromMinutes(1), trace.Length);
    }

    [Theory]
    [InlineData("""{"startTime": 1, "metaKey": "a", "durationsInMs": 10""", "not JSON")]
    [InlineData("""[1]""", "not a JSON object")]
    [InlineData("""{"startTime": 3, "metaKey": "a", "durationsInMs": 10}""", "statusCode is missing")]
    [InlineData("""{"startTime": -5, "metaKey": "a", "durationsInMs": 10, "statusCode": 200}""", "startTime is -5")]
    [InlineData("""{"startTime": 3, "metaKey": "a", "durationsInMs": -1, "statusCode": 200}""", "durationsInMs is -1")]
    [InlineData("""{"startTime": 3, "metaKey": "a", "durationsInMs": 1e99, "statusCode": 200}""", "1e99, not")]
    [InlineData("""{"startTime": 3, "metaKey": "a", "durationsInMs": "NaN", "statusCode": 200}""", "durationsInMs is")]
    [InlineData("""{"startTime": 3, "metaKey": "zzz", "durationsInMs": 1, "statusCode": 200}""", "metaKey 'zzz'")]
    [InlineData("""{"startTime": 1, "metaKey": "a", "durationsInMs": 1, "statusCode": 200}""", "before the line above")]
    public void Open_BadRequestLine_NamesFileLineAndFault(string line, string fault)
    {
        using var files = Contest(Request(2, "a"), line);

        var exception = Assert.Throws<TraceException>(() => TraceFolder.Open(files.Path, new TraceOptions()));

        Assert.Equal(2, exception.Line);
        Assert.StartsWith(
            Path.Combine(files.Path, "requests.jsonl") + ":2: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"key": "a", "runtime": "go", "memoryInMb": 1, "timeoutInSecs": 60}""", "stands there twice")]
    [InlineData("""{"key": "", "runtime": "go", "memoryInMb": 1, "timeoutInSecs": 60}""", "key has 0 bytes")]
    [InlineData("""{"key": "c", "runtime": "go", "memoryInMb": 0, "timeoutInSecs": 60}""", "memoryInMb is 0")]
    [InlineData("""{"key": "c", "memoryInMb": 1, "timeoutInSecs": 60}""", "runtime is missing")]
    public void Open_BadFunctionLine_NamesFileLineAndFault(string line, string fault)
    {
        using var files = Contest(Request(2, "a")).With("metas.jsonl", Functions + "\n" + line);

        var exception = Assert.Throws<TraceException>(() => TraceFolder.Open(files.Path, new TraceOptions()));

        Assert.Contains("metas.jsonl:3: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FunctionsWithoutMemory_TakeTheMedianAndSayWhich()
    {
        using var files = Contest(Request(2, "a")).With(
            "metas.jsonl",
            Functions + "\n" + """{"key": "c", "runtime": "go", "timeoutInSecs": 60}""" + "\n"
            + """{"key": "d", "runtime": "go", "memoryInMb": null, "timeoutInSecs": 60}""");

        var trace = TraceFolder.Open(files.Path, new TraceOptions());

        Assert.Equal([512, 128, 512, 512], trace.Functions.Select(f => f.Spec.MemoryMegabytes));
        Assert.Equal(
            "2 functions have no memory (c, d): the median, 512 MB, was taken", Assert.Single(trace.Assumptions));
    }

    [Fact]
    public void Open_NoMemoryAtAll_IsRefused()
    {
        using var files = Contest(Request(2, "a")).With(
            "metas.jsonl", """{"key": "a", "runtime": "go", "timeoutInSecs": 60}""");

        var exception = Assert.Throws<TraceException>(() => TraceFolder.Open(files.Path, new TraceOptions()));

        Assert.EndsWith("metas.jsonl: no memoryInMb of any function", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_KeyOverTheBound_IsRefused()
    {
        var key = new string('k', 513);
        using var files = Contest(Request(2, "a")).With(
            "metas.jsonl", $$"""{"key": "{{key}}", "runtime": "go", "memoryInMb": 1, "timeoutInSecs": 60}""");

        var exception = Assert.Throws<TraceException>(() => TraceFolder.Open(files.Path, new TraceOptions()));

        Assert.Contains("513 bytes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WindowAfterTheEnd_IsRefused()
    {
        using var files = Contest(Request(2, "a"));
        var options = new TraceOptions { From = TimeSpan.FromMinutes(5) };

        Assert.Throws<TraceException>(() => TraceFolder.Open(files.Path, options));
    }
}
