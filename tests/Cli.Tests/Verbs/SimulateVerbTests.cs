using System.Text.Json;

namespace OrleansScaler.Cli.Tests.Verbs;

[Collection(ConsoleTests.Name)]
public sealed class SimulateVerbTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trace-");

    public SimulateVerbTests()
    {
        File.WriteAllText(
            Path.Combine(_folder.FullName, "metas.jsonl"),
            """{"key": "a", "runtime": "go", "memoryInMb": 512, "timeoutInSecs": 60, "initDurationInMs": 49}""");
        File.WriteAllLines(
            Path.Combine(_folder.FullName, "requests.jsonl"),
            [
                """{"startTime": 1, "metaKey": "a", "durationsInMs": 10, "statusCode": 200}""",
                """{"startTime": 5001, "metaKey": "a", "durationsInMs": 10, "statusCode": 200}""",
            ]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Simulate_UnknownPolicy_ListsTheKnownOnesNearestFirst()
    {
        var (code, error) = await Capture.RunAsync(
            "simulate", "--trace", _folder.FullName, "--policy", "pool,brek-even");

        Assert.Equal(2, code);
        Assert.Contains("'brek-even'", error, StringComparison.Ordinal);
        Assert.Contains("must be one of break-even, ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("'pool'", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--parallel", "0", "--parallel is '0', not a whole number from 1 to 256")]
    [InlineData("--memory-floor-mb", "-1", "--memory-floor-mb is '-1', not a number from 0 to 1048576")]
    [InlineData("--cold-value-ms", "NaN", "--cold-value-ms is 'NaN', not a number from 0.001 to 3600000")]
    [InlineData("--cold-start-ms", "-1", "--cold-start-ms is '-1', not a number from 0 to 3600000")]
    [InlineData("--objective", "best", "--objective is 'best', not one of rum, contest, latency, balanced, frugal")]
    [InlineData("--policy", ",", "--policy is ',', not a list of policies")]
    public async Task Simulate_WrongValue_NamesOptionValueAndBound(string option, string value, string problem)
    {
        var (code, error) = await Capture.RunAsync("simulate", option, value);

        Assert.Equal(2, code);
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_ColdStartTwice_IsRefused()
    {
        var (code, error) = await Capture.RunAsync(
            "simulate", "--trace", _folder.FullName, "--policy", "pool", "--cold-start-ms", "0", "--init-ms", "5");

        Assert.Equal(2, code);
        Assert.Contains("--cold-start-ms", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_Report_MakesTheFolderAndWritesThePage()
    {
        var folder = Path.Combine(_folder.FullName, "new", "report");

        var (code, _) = await Capture.RunAsync(
            "simulate", "--trace", _folder.FullName, "--policy", "fixed:10s,direct", "--report", folder);
        var page = await File.ReadAllTextAsync(Path.Combine(folder, "report.html"));

        Assert.Equal(0, code);
        Assert.Contains("fixed:10s", page, StringComparison.Ordinal);
        Assert.Contains("Slots against demand under", page, StringComparison.Ordinal);
        Assert.Contains("<dt>--cold-value-ms</dt><dd>808</dd>", page, StringComparison.Ordinal);
        Assert.Contains($"<dt>--report</dt><dd>{folder}</dd>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_ReportIntoAFile_SaysSoBeforeItReadsTheTrace()
    {
        var file = Path.Combine(_folder.FullName, "metas.jsonl");

        var (code, error) = await Capture.RunAsync(
            "simulate", "--trace", "/no/such/folder", "--policy", "direct", "--report", file);

        Assert.Equal(2, code);
        Assert.StartsWith($"--report: cannot write into {file}: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_PageIsAFolder_SaysSo()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "report.html"));

        var (code, error) = await Capture.RunAsync(
            "simulate", "--trace", _folder.FullName, "--policy", "direct", "--report", _folder.FullName);

        Assert.Equal(2, code);
        Assert.StartsWith("--report: cannot write into ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_ReportOfATraceThatIsNotThere_LeavesNoEmptyPage()
    {
        var folder = Path.Combine(_folder.FullName, "report");

        await Capture.RunAsync("simulate", "--trace", "/no/such/folder", "--policy", "direct", "--report", folder);

        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task Simulate_HistoryLongerThanWhatLiesBefore_NamesBoth()
    {
        var (code, error) = await Capture.RunAsync(
            "simulate", "--trace", _folder.FullName, "--policy", "talk-v3.0", "--from", "1", "--history", "1.5");

        Assert.Equal(2, code);
        Assert.Contains(
            "--history is 1.5, but the played part starts at minute 1: --history is at most --from", error,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Simulate_PreallocateWithAndWithoutHistory_NotesOnlyItsLack(bool knows)
    {
        var file = Path.Combine(_folder.FullName, "out.json");
        string[] history = knows ? ["--history", "0.05"] : [];

        var (code, _) = await Capture.RunAsync(
        [
            "simulate", "--trace", _folder.FullName, "--policy", "talk-v3.0", "--from", "0.05", "--json", file,
            .. history,
        ]);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        var notes = json.RootElement.GetProperty("runs")[0].GetProperty("notes").EnumerateArray()
            .Where(note => note.GetString()!.StartsWith("No peaks of an earlier period", StringComparison.Ordinal));

        Assert.Equal(0, code);
        Assert.Equal(knows ? 0 : 1, notes.Count());
    }

    [Fact]
    public async Task Simulate_SmallTrace_WritesRunsInTheOrderAskedAndBounds()
    {
        var file = Path.Combine(_folder.FullName, "out.json");

        var (code, _) = await Capture.RunAsync(
            "simulate", "--trace", _folder.FullName, "--policy", "fixed:10s,direct", "--seed", "7", "--json", file,
            "--parallel", "2", "--cold-start-ms", "0");
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        var root = json.RootElement;

        Assert.Equal(0, code);
        Assert.EndsWith(_folder.Name, root.GetProperty("trace").GetString(), StringComparison.Ordinal);
        Assert.Equal(7, root.GetProperty("seed").GetInt32());
        Assert.Equal(
            [("fixed:10s", 1), ("direct", 2)],
            root.GetProperty("runs").EnumerateArray().Select(run =>
                (run.GetProperty("policy").GetString()!, run.GetProperty("coldStarts").GetInt32())));
        var bounds = root.GetProperty("bounds");
        string[] costs = ["offlineKeepOrDrop", "bestFixedPerFunction", "bestWindowPerFunction"];
        Assert.All(costs, name => Assert.True(bounds.GetProperty(name).GetProperty("value").GetDouble() > 0));
        Assert.Equal(100, bounds.GetProperty("contestClairvoyant").GetProperty("total").GetDouble(), 6);
    }
}
