using System.Text.Json.Nodes;

namespace OrleansScaler.EndToEnd.Tests.Scorecards;

/// <summary>A scorecard as its readers get it.</summary>
internal static class JsonScorecard
{
    /// <summary>The keys that the documentation lists, and two that explain a bad or a special run.</summary>
    private static readonly string[] s_keys =
    [
        "requests", "failed", "successRate", "coldStarts", "warmStarts", "slotsCreated", "slotsDestroyed",
        "slotsLiveAtEnd", "peakSlots", "execSeconds", "execGbSeconds", "slotGbSeconds", "scheduleSeconds",
        "waitSeconds", "idleCallSeconds", "assignLatencyMs", "contest", "rum", "wallSeconds", "speed", "policy",
        "trace", "functions", "failures", "notes",
    ];

    private static readonly string[] s_functionKeys =
    [
        "key", "memoryMegabytes", "requests", "failed", "coldStarts", "warmStarts", "slotsCreated", "execSeconds",
        "execGbSeconds", "slotGbSeconds", "scheduleSeconds", "waitSeconds",
    ];

    /// <summary>Every documented key is there and no other.</summary>
    public static void AssertKeys(JsonObject card)
    {
        Assert.Equal(s_keys, KeysOf(card));
        Assert.Equal(["p50", "p99", "p999", "max"], KeysOf(card["assignLatencyMs"]));
        Assert.Equal(["resource", "coldStart", "total"], KeysOf(card["contest"]));
        Assert.Equal(["coldStarts", "idleGbSeconds", "value"], KeysOf(card["rum"]));
        Assert.All(card["functions"]!.AsArray(), function => Assert.Equal(s_functionKeys, KeysOf(function)));
    }

    /// <summary>No call failed, and the accounts close.</summary>
    public static void AssertGood(JsonObject card)
    {
        Assert.Equal("[]", card["failures"]!.ToJsonString());
        Assert.Equal(0, Count(card, "failed"));
        Assert.Equal(Count(card, "requests"), Count(card, "coldStarts") + Count(card, "warmStarts"));
        Assert.Equal(Count(card, "slotsCreated"), Count(card, "slotsDestroyed") + Count(card, "slotsLiveAtEnd"));
        Assert.DoesNotContain("violation", card["notes"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.InRange(card["contest"]!["total"]!.GetValue<double>(), 1, 100);
        var functions = card["functions"]!.AsArray();
        Assert.Equal(Count(card, "requests"), functions.Sum(function => Count(function!, "requests")));
        Assert.Equal(Count(card, "coldStarts"), functions.Sum(function => Count(function!, "coldStarts")));
    }

    public static long Count(JsonNode node, string key) => node[key]!.GetValue<long>();

    public static IEnumerable<string> KeysOf(JsonNode? node) => node!.AsObject().Select(pair => pair.Key);
}
