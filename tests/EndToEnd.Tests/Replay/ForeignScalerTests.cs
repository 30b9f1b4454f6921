using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OrleansScaler.EndToEnd.Tests.Files;
using OrleansScaler.EndToEnd.Tests.Processes;
using OrleansScaler.Simulation.Hosting;
using Xunit.Abstractions;
using static OrleansScaler.EndToEnd.Tests.Scorecards.JsonScorecard;

namespace OrleansScaler.EndToEnd.Tests.Replay;

public sealed class ForeignScalerTests(ITestOutputHelper log)
{
    private const int Burst = 5;
    private const int Later = 10;

    [Fact]
    public async Task Replay_AgainstAForeignScaler_ScoresItByTheSameRule()
    {
        using var folder = new TestFolder();
        var platform = FreePorts.Take();
        using var scaler = new ForeignScaler(platform);
        await using var host = await GrpcHost.StartAsync(
            FreePorts.Take(),
            services => services.AddSingleton(scaler),
            endpoints => endpoints.MapGrpcService<ForeignScaler>());
        WriteTrace(folder);

        var result = await Cli.RunAsync(
            log, "replay", "--trace", folder.Path, "--scaler", $"{host.Address}", "--listen", $"{platform}",
            "--speed", "5", "--json", folder.File("card.json"));

        // The burst starts cold; what comes later finds its instances idle; the last one's was given up as bad.
        result.AssertGood();
        var card = folder.ReadJson("card.json");
        AssertKeys(card);
        AssertGood(card);
        Assert.Equal((Burst + Later, Burst), (Count(card, "requests"), Count(card, "coldStarts")));
        Assert.Equal((Burst, 1), (Count(card, "slotsCreated"), Count(card, "slotsDestroyed")));
        Assert.Equal(Burst, Count(card, "peakSlots"));
    }

    /// <summary>Far apart on the wall too: the burst runs for a second, the others begin a second after it.</summary>
    private static void WriteTrace(TestFolder folder)
    {
        const long Start = 1_685_063_887_670;
        folder.Write(
            "metas.jsonl",
            """{"key": "f", "runtime": "go", "memoryInMb": 256, "timeoutInSecs": 60, "initDurationInMs": 200}""");
        var burst = Enumerable.Repeat((At: 0, Duration: 5_000, Status: 200), Burst);
        var later = Enumerable.Range(1, Later)
            .Select(n => (At: 10_000 + (n * 500), Duration: 100, Status: n == Later ? 500 : 200));
        var lines = burst.Concat(later).Select(call => JsonSerializer.Serialize(new
        {
            startTime = Start + call.At,
            metaKey = "f",
            durationsInMs = call.Duration,
            statusCode = call.Status,
        }));
        folder.Write("requests.jsonl", string.Join('\n', lines));
    }
}
