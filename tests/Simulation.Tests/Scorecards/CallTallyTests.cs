using System.Text.Json;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Simulation.Scorecards;
using OrleansScaler.Simulation.SimulatedPlatforms;

namespace OrleansScaler.Simulation.Tests.Scorecards;

public sealed class CallTallyTests
{
    private static readonly FunctionSpec[] Functions =
    [
        new() { Key = new FunctionKey("a"), MemoryMegabytes = 512 },
        new() { Key = new FunctionKey("b"), MemoryMegabytes = 1024 },
        new() { Key = new FunctionKey("never"), MemoryMegabytes = 1024 },
    ];

    [Fact]
    public void ToScorecard_HandNumbers_AddUp()
    {
        var card = Card(speed: 10);

        Assert.Equal(4, card.Requests);
        Assert.Equal(1, card.Failed);
        Assert.Equal(0.75, card.SuccessRate);
        Assert.Equal(1, card.ColdStarts);
        Assert.Equal(2, card.WarmStarts);
        Assert.Equal(13, card.ExecSeconds, 9);

        // 3 s · 0.5 GB + 10 s · 1 GB.
        Assert.Equal(11.5, card.ExecGbSeconds, 9);

        // Measured: (0.2 + 0.05 + 0.01 + 0.04) s · 10; warm only (0.05 + 0.01) · 10; idle (0.02 + 0.02 + 0.01) · 10.
        Assert.Equal(3, card.ScheduleSeconds, 9);
        Assert.Equal(0.6, card.WaitSeconds, 9);
        Assert.Equal(0.5, card.IdleCallSeconds, 9);
        Assert.Equal(23, card.SlotGbSeconds, 9);
        Assert.Equal(25, card.Contest.Resource, 9);
        Assert.Equal(50 * 13 / 16.5, card.Contest.ColdStart, 9);
        Assert.Equal(0, card.Contest.Total);
        Assert.Equal(0.808 + 0.6 + (11.5 / 99.69), card.Rum.Value, 9);
        Assert.Equal(200, card.AssignLatencyMs.Max, 9);
        Assert.Equal((3, 2, 1, 2), (card.SlotsCreated, card.SlotsDestroyed, card.SlotsLiveAtEnd, card.PeakSlots));
    }

    [Fact]
    public void ToScorecard_Functions_AreThoseWithCallsInOrder()
    {
        var card = Card(speed: 10);

        Assert.Equal(["a", "b"], card.Functions.Select(f => f.Key));
        var a = card.Functions[0];
        Assert.Equal((3, 1, 1, 1, 2), (a.Requests, a.Failed, a.ColdStarts, a.WarmStarts, a.SlotsCreated));
        Assert.Equal(12, a.SlotGbSeconds, 9);
    }

    [Fact]
    public void ToScorecard_Failures_AreCountedByKindWithTheFirstMessages()
    {
        var tally = new CallTally(Functions);
        for (var i = 0; i < 5; i++)
        {
            tally.Failed(0, "rare", $"r{i}", assign: null);
            tally.Failed(0, "frequent", $"f{i}", assign: null);
            tally.Failed(0, "frequent", $"f{i}", assign: null);
        }

        var failures = Card(tally, speed: 1).Failures;

        Assert.Equal(["frequent", "rare"], failures.Select(f => f.Kind));
        Assert.Equal([10L, 5L], failures.Select(f => f.Count));
        Assert.Equal(["r0", "r1", "r2"], failures[1].Messages);
    }

    [Fact]
    public void ToScorecard_NoCalls_HasNoNaN()
    {
        var card = Card(new CallTally(Functions), speed: 1);

        Assert.Equal(0, card.SuccessRate);
        Assert.Equal(0, card.Contest.Total);
    }

    [Fact]
    public void Write_Scorecard_HasTheDocumentedKeys()
    {
        using var json = JsonDocument.Parse(ScorecardJson.Write(Card(speed: 1)));

        Assert.Equal(
            "requests failed successRate coldStarts warmStarts slotsCreated slotsDestroyed slotsLiveAtEnd peakSlots "
            + "execSeconds execGbSeconds slotGbSeconds scheduleSeconds waitSeconds idleCallSeconds assignLatencyMs "
            + "contest rum wallSeconds speed policy trace functions failures notes",
            Keys(json.RootElement));
        Assert.Equal("p50 p99 p999 max", Keys(json.RootElement.GetProperty("assignLatencyMs")));
        Assert.Equal("resource coldStart total", Keys(json.RootElement.GetProperty("contest")));
        Assert.Equal("coldStarts idleGbSeconds value", Keys(json.RootElement.GetProperty("rum")));
        Assert.Equal(
            "key memoryMegabytes requests failed coldStarts warmStarts slotsCreated execSeconds execGbSeconds "
            + "slotGbSeconds scheduleSeconds waitSeconds",
            Keys(json.RootElement.GetProperty("functions")[0]));
    }

    private static string Keys(JsonElement element) =>
        string.Join(' ', element.EnumerateObject().Select(property => property.Name));

    private static Scorecard Card(double speed)
    {
        var tally = new CallTally(Functions);
        tally.Succeeded(0, Seconds(1), Seconds(0.2), Seconds(0.02), cold: true);
        tally.Succeeded(0, Seconds(2), Seconds(0.05), Seconds(0.02), cold: false);
        tally.Succeeded(1, Seconds(10), Seconds(0.01), Seconds(0.01), cold: false);
        tally.Failed(0, "assign: reply Throttle", "full", Seconds(0.04));
        return Card(tally, speed);
    }

    private static Scorecard Card(CallTally tally, double speed) => tally.ToScorecard(
        new SlotAccounts(Created: 3, Destroyed: 2, Peak: 2, SlotSeconds: 4, SlotGbSeconds: 2.3),
        new Dictionary<string, FunctionSlots> { ["a"] = new(2, 1.2), ["b"] = new(1, 1.1) },
        new ScorecardHeader("pool", "test", speed, WallSeconds: 1, Notes: []));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
