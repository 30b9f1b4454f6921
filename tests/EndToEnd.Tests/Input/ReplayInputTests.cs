using System.Net;
using System.Net.Sockets;
using OrleansScaler.EndToEnd.Tests.Files;
using OrleansScaler.EndToEnd.Tests.Processes;
using Xunit.Abstractions;

namespace OrleansScaler.EndToEnd.Tests.Input;

public sealed class ReplayInputTests(ITestOutputHelper log)
{
    private const string Functions =
        """{"key": "f", "runtime": "go", "memoryInMb": 128, "timeoutInSecs": 60, "initDurationInMs": 10}""";

    private const string GoodCall = """{"startTime": 1000, "metaKey": "f", "durationsInMs": 1, "statusCode": 200}""";

    [Theory]
    [InlineData("not json at all", "not JSON")]
    [InlineData("""{"startTime": 1000, "metaKey": "g", "durationsInMs": 1, "statusCode": 200}""", "'g' is not in")]
    [InlineData("""{"startTime": 1000, "metaKey": "f", "durationsInMs": -1, "statusCode": 200}""", "is -1, not")]
    [InlineData("""{"startTime": 1000, "metaKey": "f", "statusCode": 200}""", "durationsInMs is missing")]
    [InlineData("""{"startTime": 999, "metaKey": "f", "durationsInMs": 1, "statusCode": 200}""", "before the line")]
    public async Task Replay_MalformedLine_NamesFileAndLineBeforeAnyCall(string line, string problem)
    {
        using var folder = new TestFolder();
        folder.Write("metas.jsonl", Functions);
        var requests = folder.Write("requests.jsonl", string.Join('\n', GoodCall, GoodCall, line, GoodCall));

        var result = await ReplayAsync(folder.Path);

        result.AssertRefused($"{requests}:3: ", problem);
    }

    [Fact]
    public async Task Replay_MissingColumn_NamesIt()
    {
        using var folder = new TestFolder();
        var sample = Path.Combine(Builds.Samples, "azure2019-8h", "100");
        foreach (var file in Directory.EnumerateFiles(sample))
        {
            File.Copy(file, folder.File(Path.GetFileName(file)));
        }

        var durations = File.ReadAllText(folder.File("durations.csv"));
        var path = folder.Write("durations.csv", durations.Replace("Average,", "Mean,", StringComparison.Ordinal));

        var result = await ReplayAsync(folder.Path);

        result.AssertRefused($"{path}:1: column 'Average' is missing");
    }

    [Fact]
    public async Task Replay_NoSuchFolder_SaysSo()
    {
        using var folder = new TestFolder();

        var result = await ReplayAsync(folder.File("nowhere"));

        result.AssertRefused(folder.File("nowhere"), "there is no such folder");
    }

    [Fact]
    public async Task Replay_FolderWithoutATrace_NamesWhatItLacks()
    {
        using var folder = new TestFolder();

        var result = await ReplayAsync(folder.Path);

        result.AssertRefused(folder.Path, "invocations.csv", "requests.jsonl");
    }

    [Fact]
    public async Task Replay_NoScaler_GivesUpAfterItsPatience()
    {
        var nobody = FreePorts.Take();

        var result = await Cli.RunAsync(
            log, "replay", "--trace", Builds.Trace("burst"), "--scaler", $"{nobody}", "--listen", $"{FreePorts.Take()}",
            "--wait", "300ms");

        result.AssertRefused($"no scaler accepts connections on {nobody} (waited 0.3 s)");
    }

    [Fact]
    public async Task Replay_ListenPortTaken_NamesIt()
    {
        var listener = new TcpListener(IPAddress.Loopback, FreePorts.Take().Port);
        listener.Start();
        using var ended = listener;

        var result = await Cli.RunAsync(
            log, "replay", "--trace", Builds.Trace("burst"), "--listen", $"{listener.LocalEndpoint}");

        result.AssertRefused($"{listener.LocalEndpoint} is taken");
    }

    [Fact]
    public async Task Replay_SeveralWrongOptions_NamesAll()
    {
        var result = await Cli.RunAsync(
            log, "replay", "--trace", Builds.Trace("burst"), "--speed", "fast", "--wait", "3x", "--nope");

        result.AssertRefused("--speed is 'fast'", "--wait is '3x', not a duration", "--nope");
    }

    /// <summary>Replays against a listener that would see the first connection.</summary>
    private async Task<ProcessResult> ReplayAsync(string trace)
    {
        using var scaler = new TcpListener(IPAddress.Loopback, FreePorts.Take().Port);
        scaler.Start();
        var result = await Cli.RunAsync(
            log, "replay", "--trace", trace, "--scaler", $"{scaler.LocalEndpoint}", "--listen", $"{FreePorts.Take()}");
        Assert.False(scaler.Pending(), "The scaler was called.");
        return result;
    }
}
