using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OrleansScaler.EndToEnd.Tests.Files;
using OrleansScaler.EndToEnd.Tests.Processes;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Testing.Polling;
using OrleansScaler.Testing.Schedulers;
using Xunit.Abstractions;

namespace OrleansScaler.EndToEnd.Tests.Cells;

/// <summary>The 2020 contest against a scheduler of somebody else's.</summary>
public sealed class CellTests(ITestOutputHelper log)
{
    private const int Interrupted = 130;

    [Fact]
    public async Task Cell_AgainstAForeignScheduler_FailsNoCallAndScoresIt()
    {
        using var folder = new TestFolder();
        var manager = FreePorts.Take();
        using var scheduler = new FirstFitScheduler(manager.Uri);
        await using var host = await HostAsync(scheduler);

        var result = await Cli.RunAsync(
            log, "cell", "--scheduler", $"{host.Address}", "--listen", $"{manager}", "--api", $"{FreePorts.Take()}",
            "--for", "60s", "--speed", "15", "--json", folder.File("card.json"));

        result.AssertGood();
        var card = folder.ReadJson("card.json");
        Assert.Equal((0, 1), (Count(card, "failed"), Count(card, "seeds")));
        Assert.Equal(scheduler.Requests, Count(card["measured"]!.AsObject(), "calls"));
        Assert.Equal(scheduler.Requests, Count(card["baseline"]!.AsObject(), "calls"));
        Assert.True(scheduler.Requests > 0);
        Assert.Empty(card["violations"]!.AsObject());
        Assert.InRange(Count(card, "nodesPeak"), 1, 20);
        Assert.Equal(
            (Number(card, "responseTimeRatio") / 2) + (Number(card, "nodeTimeRatio") / 2), Number(card, "score"), 9);
        Assert.Equal((60, 15), (Number(card, "seconds"), Number(card, "speed")));
        Assert.Contains("score ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cell_AskedToEnd_WritesWhatIsKnown()
    {
        using var folder = new TestFolder();
        var manager = FreePorts.Take();
        using var scheduler = new FirstFitScheduler(manager.Uri);
        await using var host = await HostAsync(scheduler);
        await using var cell = ChildProcess.Start(
            log,
            Builds.Cli,
            [
                "cell", "--scheduler", $"{host.Address}", "--listen", $"{manager}", "--api", $"{FreePorts.Take()}",
                "--speed", "10", "--json", folder.File("card.json"),
            ]);

        await Eventually.HoldsAsync(() => scheduler.Requests >= 20);
        cell.Terminate();
        var result = await cell.WaitAsync();

        Assert.Equal(Interrupted, result.ExitCode);
        var card = folder.ReadJson("card.json");
        Assert.InRange(Count(card["measured"]!.AsObject(), "calls"), 1, scheduler.Requests);
        Assert.Contains(
            card["notes"]!.AsArray(),
            note => note!.GetValue<string>().StartsWith("Broken off", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cell_NoScheduler_SaysSo()
    {
        var nobody = FreePorts.Take();

        var result = await Cli.RunAsync(
            log, "cell", "--scheduler", $"{nobody}", "--listen", $"{FreePorts.Take()}", "--api", $"{FreePorts.Take()}",
            "--wait", "10ms");

        result.AssertRefused($"no scheduler accepts connections on {nobody}", "--scheduler");
    }

    private static Task<GrpcHost> HostAsync(FirstFitScheduler scheduler) => GrpcHost.StartAsync(
        FreePorts.Take(),
        services => services.AddSingleton(scheduler),
        endpoints => endpoints.MapGrpcService<FirstFitScheduler>());

    private static int Count(JsonObject card, string key) => card[key]!.GetValue<int>();

    private static double Number(JsonObject card, string key) => card[key]!.GetValue<double>();
}
