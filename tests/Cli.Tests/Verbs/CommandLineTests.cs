using System.Text.Json;
using OrleansScaler.Cli.Echo;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Tests.Verbs;

[Collection(ConsoleTests.Name)]
public sealed class CommandLineTests
{
    private static readonly HostPort AnyPort = new("127.0.0.1", 0);

    [Fact]
    public async Task Run_WrongOptions_NamesAllOfThem()
    {
        var (code, error) = await Capture.RunAsync("replay", "--speed", "0", "--listen", "here", "--from", "-1");

        Assert.Equal(2, code);
        Assert.StartsWith("scaler replay: ", error, StringComparison.Ordinal);
        Assert.Contains("--trace", error, StringComparison.Ordinal);
        Assert.Contains("--speed is '0', not a number from 0.01 to 1000000", error, StringComparison.Ordinal);
        Assert.Contains("--listen is 'here', not an address (HOST:PORT)", error, StringComparison.Ordinal);
        Assert.Contains("--from is '-1', not a number from 0", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("load", "--for", "10", "--for is '10', not a duration (500ms, 10s, 5m, 2h)")]
    [InlineData("load", "--functions", "0", "--functions is '0', not a whole number from 1")]
    [InlineData("load", "--warmup", "soon", "--warmup is 'soon', not a duration (10s) or a number of pairs")]
    [InlineData("load", "--init-ms", "x", "--init-ms is 'x', not a number from 0 to 3600000 or from-trace")]
    [InlineData("load", "--sweep", "1,x", "--sweep is '1,x', not numbers from 0.01 to 1000000 with commas between")]
    [InlineData("load", "--burst", "0", "--burst is '0', not a whole number from 1 to 100000")]
    [InlineData("load", "--server-nodes", "0", "--server-nodes is '0', not a whole number from 1 to 20000")]
    [InlineData("demo", "--minutes", "1.5", "--minutes is '1.5', not a whole number from 1 to 480")]
    [InlineData("replay", "--arrivals", "never", "not one of equidistant, uniform, exponential")]
    [InlineData("replay", "--speed", "NaN", "--speed is 'NaN'")]
    [InlineData("echo", "--nonsense", "1", "--nonsense")]
    public async Task Run_WrongValue_NamesOptionValueAndBound(string verb, string option, string value, string problem)
    {
        var (code, error) = await Capture.RunAsync(verb, option, value);

        Assert.Equal(2, code);
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoVerb_IsBadInput()
    {
        Assert.Equal(2, (await Capture.RunAsync()).Code);
    }

    [Fact]
    public async Task Replay_TraceMissing_SaysSoAndEndsWith2()
    {
        var (code, error) = await Capture.RunAsync("replay", "--trace", "/no/such/folder");

        Assert.Equal(2, code);
        Assert.Equal($"/no/such/folder: there is no such folder{Environment.NewLine}", error);
    }

    [Fact]
    public async Task Load_NoSuchProcess_SaysSoAndEndsWith2()
    {
        var (code, error) = await Capture.RunAsync("load", "--pid", "2147483647");

        Assert.Equal(2, code);
        Assert.Contains("--pid 2147483647", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_JsonInNoFolder_SaysSoBeforeAnyCall()
    {
        var (code, error) = await Capture.RunAsync("load", "--json", "/no/such/folder/x.json");

        Assert.Equal(2, code);
        Assert.Contains("/no/such/folder/x.json", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Echo_PortTaken_SaysSoAndEndsWith2()
    {
        await using var echo = await EchoHost.StartAsync(AnyPort);

        var (code, error) = await Capture.RunAsync("echo", "--listen", echo.Address.ToString());

        Assert.Equal(2, code);
        Assert.Contains("is taken", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_AgainstTheEcho_WritesItsFigures()
    {
        await using var echo = await EchoHost.StartAsync(AnyPort);
        var file = Path.GetTempFileName();
        try
        {
            var (code, _) = await Capture.RunAsync(
                "load", "--scaler", echo.Address.ToString(), "--warmup", "50pairs", "--for", "200ms", "--json", file,
                "--pid", $"{Environment.ProcessId}");
            using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file));

            Assert.Equal(0, code);
            Assert.True(json.RootElement.GetProperty("pairs").GetInt64() > 0);
            Assert.Equal(0, json.RootElement.GetProperty("failed").GetInt64());
            Assert.True(json.RootElement.GetProperty("pairsPerSecond").GetDouble() > 0);
            Assert.True(json.RootElement.GetProperty("serverCpuUsPerPair").GetDouble() >= 0);
            Assert.True(json.RootElement.GetProperty("assignLatencyMs").GetProperty("p999").GetDouble() > 0);
            Assert.True(json.RootElement.GetProperty("idleLatencyMs").GetProperty("p50").GetDouble() > 0);
            Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("ratio").ValueKind);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("--sweep", "--burst", "5")]
    [InlineData("--server-nodes 5", "--pid", "1")]
    [InlineData("--server-nodes 5", "--listen", "127.0.0.1:0")]
    public async Task Load_OptionsThatExcludeEachOther_NamesBoth(string one, string other, string value)
    {
        var (code, error) = await Capture.RunAsync(["load", .. one.Split(' '), other, value]);

        Assert.Equal(2, code);
        Assert.Contains($"{one.Split(' ')[0]} and {other} cannot be given together", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_Sweep_WritesItsSteps()
    {
        await using var echo = await EchoHost.StartAsync(AnyPort);
        var file = Path.GetTempFileName();
        try
        {
            var (code, _) = await Capture.RunAsync(
                "load", "--cold", "--scaler", echo.Address.ToString(), "--sweep", "5,10", "--for", "1s",
                "--warmup", "50pairs", "--p99-below", "10s", "--json", file);
            using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file));

            Assert.Equal(0, code);
            Assert.Equal(10, json.RootElement.GetProperty("keptRate").GetDouble());
            var steps = json.RootElement.GetProperty("steps").EnumerateArray().ToArray();
            Assert.Equal([5, 10], steps.Select(step => step.GetProperty("rate").GetDouble()));
            Assert.True(steps[0].GetProperty("ownShareMs").GetProperty("p99").GetDouble() > 0);
            Assert.True(steps[0].GetProperty("sendLatenessMs").GetProperty("p50").GetDouble() >= 0);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Replay_AgainstTheEcho_FailsEveryCallAndEndsWith1()
    {
        await using var echo = await EchoHost.StartAsync(AnyPort);
        var folder = Directory.CreateTempSubdirectory("trace-");
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "metas.jsonl"),
                """{"key": "a", "runtime": "go", "memoryInMb": 512, "timeoutInSecs": 60, "initDurationInMs": 49}""");
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "requests.jsonl"),
                """{"startTime": 1, "metaKey": "a", "durationsInMs": 1, "statusCode": 200}""");
            var file = Path.Combine(folder.FullName, "card.json");

            var (code, _) = await Capture.RunAsync(
                "replay", "--trace", folder.FullName, "--scaler", echo.Address.ToString(), "--listen", "127.0.0.1:0",
                "--json", file, "--policy", "none");
            using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file));

            Assert.Equal(1, code);
            Assert.Equal(1, json.RootElement.GetProperty("failed").GetInt64());
            Assert.Equal("none", json.RootElement.GetProperty("policy").GetString());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
