using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Properties;

/// <summary>One kind of weather to drive a pool through.</summary>
internal sealed record StormVariant
{
    /// <summary>Slots are set aside, and a miss waits for a returned one before it takes them.</summary>
    private const string StagedPolicy = "keepalive=dual-stage:1s:5s+scaleup=patience:500ms";

    public required string Name { get; init; }

    public required string Policy { get; init; }

    public int Concurrency { get; init; } = 1;

    public PoolOptions Options { get; init; } = new();

    /// <summary>Share of starts and of destroys that fail.</summary>
    public double FailureShare { get; init; } = 0.05;

    /// <summary>Whether the function is declared anew and the policies are changed on the way.</summary>
    public bool Changes { get; init; }

    /// <summary>Every name that can be asked for whose pool comes to rest when nobody calls.</summary>
    public static IReadOnlyList<string> Restful { get; } =
        [.. PolicyNames.Usual.Where(name => !name.StartsWith("scheduled", StringComparison.Ordinal))];

    public static IReadOnlyList<StormVariant> All { get; } =
    [
        .. Restful.Select(name => new StormVariant { Name = name, Policy = name }),
        .. from policy in new[] { "direct", "pool", StagedPolicy, "cost-patience", "kpa" }
           from concurrency in new[] { 1, 4 }
           from kind in Kinds
           let name = $"{policy}-{concurrency}-{kind.Name}"
           select kind with { Name = name, Policy = policy, Concurrency = concurrency },
    ];

    private static StormVariant[] Kinds =>
    [
        new() { Name = "plain", Policy = "" },
        new()
        {
            Name = "sized",
            Policy = "",
            Options = new PoolOptions { MinimumSlots = 2, InitialSlots = 4, MaximumSlots = 6 },
        },
        new()
        {
            Name = "narrow",
            Policy = "",
            Options = new PoolOptions
            {
                MaximumSlots = 2,
                MaximumWaiters = 3,
                RememberAtMost = 5,
                MaximumWait = TimeSpan.FromSeconds(10),
            },
        },
        new() { Name = "failing", Policy = "", FailureShare = 0.6, Options = new PoolOptions { MinimumSlots = 1 } },
        new() { Name = "changing", Policy = "", Changes = true, Options = new PoolOptions { MaximumSlots = 20 } },
    ];

    public override string ToString() => Name;
}
