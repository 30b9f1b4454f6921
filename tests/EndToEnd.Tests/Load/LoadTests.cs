using System.Globalization;
using OrleansScaler.EndToEnd.Tests.Files;
using OrleansScaler.EndToEnd.Tests.Processes;
using Xunit.Abstractions;
using static OrleansScaler.EndToEnd.Tests.Scorecards.JsonScorecard;

namespace OrleansScaler.EndToEnd.Tests.Load;

public sealed class LoadTests(ITestOutputHelper log)
{
    private static readonly string[] s_keys =
    [
        "scaler", "loop", "rate", "functions", "connections", "concurrency", "cold", "seconds", "warmupPairs", "pairs",
        "failed", "pairsPerSecond", "serverCpuUsPerPair", "assignLatencyMs", "idleLatencyMs", "serverMemoryMegabytes",
        "failures", "slots", "echo", "ratio",
    ];

    [Fact]
    public async Task Load_WithEcho_MeasuresBothAndTheirRatio()
    {
        using var folder = new TestFolder();
        await using var silo = await SiloProcess.StartAsync(
            log, platform: null, "--SimulatedPlatform:CreateLatency=5ms", "--SimulatedPlatform:InitLatency=5ms");
        var id = silo.Process.Id.ToString(CultureInfo.InvariantCulture);

        var result = await Cli.RunAsync(
            log, "load", "--scaler", $"{silo.Scaler}", "--pid", id, "--functions", "10", "--concurrency", "10",
            "--for", "1s", "--warmup", "200pairs", "--echo", "--json", folder.File("load.json"));

        result.AssertGood();
        var report = folder.ReadJson("load.json");
        var echo = report["echo"]!.AsObject();
        Assert.Equal(s_keys, KeysOf(report));
        Assert.Equal(s_keys, KeysOf(echo));
        Assert.Equal((0, 0), (Count(report, "failed"), Count(echo, "failed")));
        Assert.Equal((200, 200), (Count(report, "warmupPairs"), Count(echo, "warmupPairs")));
        Assert.True(report["pairsPerSecond"]!.GetValue<double>() > 0);
        var cost = report["serverCpuUsPerPair"]!.GetValue<double>() / echo["serverCpuUsPerPair"]!.GetValue<double>();
        Assert.Equal(cost, report["ratio"]!.GetValue<double>(), 9);
        Assert.True(cost > 0);
    }
}
