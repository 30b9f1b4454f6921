using OrleansScaler.EndToEnd.Tests.Files;
using OrleansScaler.EndToEnd.Tests.Processes;
using OrleansScaler.Simulation.Traces;
using Xunit.Abstractions;
using static OrleansScaler.EndToEnd.Tests.Scorecards.JsonScorecard;

namespace OrleansScaler.EndToEnd.Tests.Replay;

public sealed class ReplayTests(ITestOutputHelper log)
{
    [Fact]
    public async Task Replay_ContestTraceWithABurst_FailsNoCallAndClosesItsAccounts()
    {
        using var folder = new TestFolder();
        var platform = FreePorts.Take();
        await using var silo = await SiloProcess.StartAsync(log, platform);

        var result = await Cli.RunAsync(
            log, "replay", "--trace", Builds.Trace("burst"), "--scaler", $"{silo.Scaler}", "--listen", $"{platform}",
            "--speed", "10", "--policy", "pool", "--json", folder.File("card.json"));

        result.AssertGood();
        var card = folder.ReadJson("card.json");
        AssertKeys(card);
        AssertGood(card);
        Assert.Equal(200, Count(card, "requests"));
        Assert.Equal(44.143, card["execSeconds"]!.GetValue<double>(), 6);
        Assert.Equal(
            ("pool", "Traces/burst", 10.0),
            (card["policy"]!.GetValue<string>(), card["trace"]!.GetValue<string>(), card["speed"]!.GetValue<double>()));

        // Each function starts cold once; three calls leave a bad instance behind.
        Assert.InRange(Count(card, "coldStarts"), 4, 199);
        Assert.InRange(Count(card, "slotsDestroyed"), 3, Count(card, "slotsCreated"));
        Assert.InRange(Count(card, "peakSlots"), 4, Count(card, "slotsCreated"));
    }

    [Fact]
    public async Task Replay_TwoMinutesOfTheShippedSample_FailsNoCall()
    {
        using var folder = new TestFolder();
        var sample = Path.Combine(Builds.Samples, "azure2019-8h", "100");
        var trace = TraceFolder.Open(sample, new TraceOptions { For = TimeSpan.FromMinutes(2) });
        var platform = FreePorts.Take();
        await using var silo = await SiloProcess.StartAsync(log, platform);

        var result = await Cli.RunAsync(
            log, "replay", "--trace", sample, "--for", "2", "--speed", "60", "--scaler", $"{silo.Scaler}",
            "--listen", $"{platform}", "--json", folder.File("card.json"));

        result.AssertGood();
        var card = folder.ReadJson("card.json");
        AssertKeys(card);
        AssertGood(card);
        Assert.Equal(trace.CallCount, Count(card, "requests"));
    }
}
