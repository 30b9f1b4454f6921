namespace OrleansScaler.Simulation.Tests.Traces;

/// <summary>A trace folder of a test's own, gone with the test.</summary>
internal sealed class TraceFiles : IDisposable
{
    public const string Durations =
        "HashOwner,HashApp,HashFunction,Average,Count,Minimum,Maximum,percentile_Average_0,percentile_Average_1,"
        + "percentile_Average_25,percentile_Average_50,percentile_Average_75,percentile_Average_99,"
        + "percentile_Average_100";

    public const string Memory = "HashFunction,HashOwner,HashApp,SampleCount,AverageAllocatedMb";

    public const string Functions =
        """{"key": "a", "runtime": "go", "memoryInMb": 512, "timeoutInSecs": 60, "initDurationInMs": 49}""" + "\n"
        + """{"key": "b", "runtime": "php", "memoryInMb": 128, "timeoutInSecs": 30, "initDurationInMs": 200}""";

    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("trace-");

    public string Path => _folder.FullName;

    public static TraceFiles Contest(params string[] requests) =>
        new TraceFiles().With("metas.jsonl", Functions).With("requests.jsonl", string.Join('\n', requests));

    /// <summary>
    /// Two functions, two minutes: f is called twice in the first, g once in the first, four times in the second.
    /// </summary>
    public static TraceFiles Azure() => new TraceFiles()
        .With(
            "invocations.csv",
            "HashOwner,HashApp,HashFunction,Trigger,480,481\no1,a1,f,http,2,0\no1,a1,g,timer,1,4\n")
        .With(
            "durations.csv",
            Durations + "\no1,a1,f,100,2,0,200,0,10,50,100,150,190,200\no1,a1,g,0,5,0,3,0,0,0,0,1,3,3\n")
        .With("memory.csv", Memory + "\nf,o1,a1,7,96.5\ng,o1,a1,9,128\n");

    public static string Request(long startMs, string key, int durationMs = 10, int status = 200) =>
        $$"""{"startTime": {{startMs}}, "metaKey": "{{key}}", """
        + $$""" "durationsInMs": {{durationMs}}, "statusCode": {{status}}}""";

    public TraceFiles With(string file, string text)
    {
        File.WriteAllText(System.IO.Path.Combine(Path, file), text);
        return this;
    }

    public TraceFiles Without(string file)
    {
        File.Delete(System.IO.Path.Combine(Path, file));
        return this;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
