using System.Text.Json.Nodes;
using OrleansScaler.EndToEnd.Tests.Files;
using OrleansScaler.EndToEnd.Tests.Processes;
using Xunit.Abstractions;
using static OrleansScaler.EndToEnd.Tests.Scorecards.JsonScorecard;

namespace OrleansScaler.EndToEnd.Tests.Chaos;

/// <summary>One seed in every run; ten of them are the nightly set.</summary>
public sealed class ChaosTests(ITestOutputHelper log)
{
    /// <summary>All that --faults names.</summary>
    private const int Kinds = 14;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(6);

    [Fact]
    public async Task Chaos_WithoutFaults_HoldsEveryInvariant()
    {
        using var folder = new TestFolder();

        var report = await RunAsync(folder, "--for", "5s", "--rate", "50", "--functions", "10", "--faults", "none");

        Assert.True(report["passed"]!.GetValue<bool>());
        Assert.Empty(report["faults"]!.AsObject());
        Assert.Equal(Count(report, "requests"), Count(report, "served"));
        Assert.Equal(Count(report, "created"), Count(report, "destroyed"));
        Assert.Equal((0, 0, 0), (Count(report, "leaked"), Count(report, "lentTwice"), Count(report, "waitersLost")));
        Assert.True(Count(report, "requests") > 100);
    }

    [Fact]
    public async Task Chaos_OneSeedForTwoMinutes_EveryFaultBefallsAndEveryInvariantHolds()
    {
        using var folder = new TestFolder();

        var report = await RunAsync(folder, "--for", "120s", "--seed", "1");

        Assert.True(report["passed"]!.GetValue<bool>(), $"{report["violations"]}");
        Assert.Equal(Kinds, report["faults"]!.AsObject().Count);
        Assert.True(Count(report, "restarts") > 0);
    }

    private async Task<JsonObject> RunAsync(TestFolder folder, params string[] arguments)
    {
        await using var process = ChildProcess.Start(
            log, Builds.Cli, ["chaos", "--json", folder.File("chaos.json"), .. arguments]);
        await process.WaitAsync(s_patience);
        return folder.ReadJson("chaos.json");
    }
}
