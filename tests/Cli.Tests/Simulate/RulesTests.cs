using System.Text.Json;
using OrleansScaler.Cli.Tests.Verbs;

namespace OrleansScaler.Cli.Tests.Simulate;

/// <summary>Two functions, called at 1 s and 5 s each; a start takes no time.</summary>
[Collection(ConsoleTests.Name)]
public sealed class RulesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trace-");

    public RulesTests()
    {
        Write(
            "metas.jsonl",
            """{"key": "a", "runtime": "go", "memoryInMb": 512, "timeoutInSecs": 60, "initDurationInMs": 49}""",
            """{"key": "b", "runtime": "go", "memoryInMb": 512, "timeoutInSecs": 60, "initDurationInMs": 49}""");
        Write(
            "requests.jsonl",
            """{"startTime": 1, "metaKey": "a", "durationsInMs": 10, "statusCode": 200}""",
            """{"startTime": 2, "metaKey": "b", "durationsInMs": 10, "statusCode": 200}""",
            """{"startTime": 5001, "metaKey": "a", "durationsInMs": 10, "statusCode": 200}""",
            """{"startTime": 5002, "metaKey": "b", "durationsInMs": 10, "statusCode": 200}""");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Simulate_Rules_DecideForTheFunctionsThatTheyFit()
    {
        var rules = Write("rules.json", """[ { "key": "b", "policy": "direct" }, ]""");
        var file = Path.Combine(_folder.FullName, "out.json");

        var (code, error) = await RunAsync(rules, "--json", file);

        Assert.Equal((0, ""), (code, error));
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        Assert.Equal(
            [("fixed:10s", 3), ("direct", 4)],
            json.RootElement.GetProperty("runs").EnumerateArray().Select(run =>
                (run.GetProperty("policy").GetString()!, run.GetProperty("coldStarts").GetInt32())));
    }

    [Fact]
    public async Task Simulate_SeveralRulesWrong_NamesFileRuleAndOptionOfAllOnce()
    {
        var rules = Write(
            "rules.json", """[ { "Key": "b", "Policy": "direkt" }, { "MinimumMegabytes": -1, "Policy": "direct" } ]""");

        var (code, error) = await RunAsync(rules);

        Assert.Equal(2, code);
        string[] lines = error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith(
            $"--rules: {rules}: rule 0: Policy: 'direkt' is no policy; it must be one of direct, ",
            lines[0],
            StringComparison.Ordinal);
        Assert.StartsWith(
            $"--rules: {rules}: rule 1: MinimumMegabytes: -1 is no size", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "rules.json:1: ")]
    [InlineData("null", "not an array of rules")]
    [InlineData("[ null ]", "not an array of rules")]
    [InlineData("[ {\n\"Perfix\": \"a\" } ]", "'Perfix'")]
    [InlineData("[ {\n\"MinimumMegabytes\": \"much\" } ]", "rules.json:2: ")]
    public async Task Simulate_FileThatHoldsNoRules_IsRefused(string text, string problem)
    {
        var (code, error) = await RunAsync(Write("rules.json", text));

        Assert.Equal(2, code);
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_NoSuchFile_IsRefused()
    {
        var (code, error) = await RunAsync(Path.Combine(_folder.FullName, "none.json"));

        Assert.Equal(2, code);
        Assert.Contains("--rules: cannot read ", error, StringComparison.Ordinal);
    }

    private Task<(int Code, string Error)> RunAsync(string rules, params string[] more) => Capture.RunAsync(
    [
        "simulate", "--trace", _folder.FullName, "--policy", "fixed:10s,direct", "--cold-start-ms", "0",
        "--rules", rules, .. more,
    ]);

    private string Write(string name, params string[] lines)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllLines(path, lines);
        return path;
    }
}
