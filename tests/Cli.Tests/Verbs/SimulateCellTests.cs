using System.Text.Json;

namespace OrleansScaler.Cli.Tests.Verbs;

/// <summary><c>simulate</c> with the table of a 2020 run.</summary>
[Collection(ConsoleTests.Name)]
public sealed class SimulateCellTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cell-");

    public SimulateCellTests() => Write("1,256,20,10,2,3,5000,5000,5000,1,3,28,2,4,hello");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Simulate_TwoSeeds_WritesTheScoreBesideTheRuns()
    {
        var file = Path.Combine(_folder.FullName, "out.json");

        var (code, error) = await Capture.RunAsync(
            "simulate", "--trace", _folder.FullName, "--seeds", "2", "--seed", "5", "--json", file);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        var contest = json.RootElement.GetProperty("contest2020");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(5, json.RootElement.GetProperty("seed").GetInt32());
        Assert.Equal(2, json.RootElement.GetProperty("runs").GetArrayLength());
        Assert.Equal(2, contest.GetProperty("seeds").GetInt32());
        foreach (var key in (string[])
            ["score", "responseTimeRatio", "nodeTimeRatio", "failed", "nodesPeak", "worstScore"])
        {
            Assert.Equal(JsonValueKind.Number, contest.GetProperty(key).ValueKind);
        }

        Assert.Equal(40, contest.GetProperty("baseline").GetProperty("calls").GetInt32());
        Assert.Equal("f1", contest.GetProperty("functions")[0].GetProperty("function").GetString());
    }

    [Fact]
    public async Task Simulate_WithPolicies_IsLetPass()
    {
        var (code, error) = await Capture.RunAsync("simulate", "--trace", _folder.FullName, "--policy", "all");

        Assert.Equal((0, ""), (code, error));
    }

    [Theory]
    [InlineData("--report", "there")]
    [InlineData("--from", "1")]
    [InlineData("--create-ms", "1")]
    [InlineData("--objective", "rum")]
    public async Task Simulate_OptionOfOtherTraces_IsRefused(string option, string value)
    {
        var (code, error) = await Capture.RunAsync("simulate", "--trace", _folder.FullName, option, value);

        Assert.Equal(2, code);
        Assert.Contains($"{option} means nothing to a 2020 workload", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_BadTable_NamesLineAndColumn()
    {
        Write("1,256,20,x,2,3,5000,5000,5000,1,3,28,2,4,hello");

        var (code, error) = await Capture.RunAsync("simulate", "--trace", _folder.FullName);

        Assert.Equal(2, code);
        Assert.Contains("workload.csv:2: rounds is 'x'", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--parallel", "2", "--policy is missing: only a 2020 workload (workload.csv) plays without")]
    [InlineData("--policy", "pool", null)]
    [InlineData("--seeds", "3", "--policy is missing")]
    public async Task Simulate_OtherTrace_NeedsPolicies(string option, string value, string? problem)
    {
        var (code, error) = await Capture.RunAsync("simulate", "--trace", "/no/such/folder", option, value);

        Assert.Equal(2, code);
        Assert.Contains(problem ?? "there is no such folder", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_OtherTraceWithSeeds_IsRefused()
    {
        var (code, error) = await Capture.RunAsync(
            "simulate", "--trace", "/no/such/folder", "--policy", "pool", "--seeds", "3");

        Assert.Equal(2, code);
        Assert.Contains("--seeds is for a 2020 workload", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_NoSeeds_NamesTheBound()
    {
        var (code, error) = await Capture.RunAsync("simulate", "--trace", _folder.FullName, "--seeds", "0");

        Assert.Equal(2, code);
        Assert.Contains("--seeds is '0', not a whole number from 1 to 10000", error, StringComparison.Ordinal);
    }

    private void Write(string row) => File.WriteAllLines(
        Path.Combine(_folder.FullName, "workload.csv"),
        [
            "function,limit_mb,calls,rounds,calls_per_round_mean,calls_per_round_max,gap_ms_mean,gap_ms_min,gap_ms_max,"
            + "exec_ms_min,exec_ms_mean,exec_ms_max,memory_used_mb_mean,memory_used_mb_max,kind",
            row,
        ]);
}
