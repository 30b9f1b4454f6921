using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Properties;

/// <summary>One kind of weather in which pools die.</summary>
internal sealed record DeathVariant
{
    public required string Name { get; init; }

    public string Policy { get; init; } = "direct";

    public int Concurrency { get; init; } = 1;

    public PoolOptions Options { get; init; } = new() { AssignmentGrace = TimeSpan.FromSeconds(10) };

    /// <summary>How pools may end.</summary>
    public IReadOnlyList<DeathKind> Deaths { get; init; } = Enum.GetValues<DeathKind>();

    /// <summary>Whether the function is declared anew on the way.</summary>
    public bool Changes { get; init; }

    /// <summary>Whether a caller may itself say an Idle twice, so that nobody knows that it is a repeat.</summary>
    public bool RepeatsUnsaid { get; init; }

    public static IReadOnlyList<DeathVariant> All { get; } =
    [
        .. from concurrency in new[] { 1, 3 }
           from kind in Kinds
           select kind with { Name = $"{kind.Name}-{concurrency}", Concurrency = concurrency },
    ];

    private static DeathVariant[] Kinds =>
    [
        new() { Name = "handed-over", Deaths = [DeathKind.HandOver] },
        new() { Name = "board", Deaths = [DeathKind.CrashWithBoard] },
        new() { Name = "blind", Deaths = [DeathKind.BlindCrash] },
        new() { Name = "any" },
        new() { Name = "any-pool", Policy = "pool" },
        new() { Name = "any-kpa", Policy = "kpa" },
        new() { Name = "any-cost-patience", Policy = "cost-patience", Changes = true },
        new() { Name = "changing", Changes = true },
        new() { Name = "unsaid", RepeatsUnsaid = true },
        new()
        {
            Name = "sized",
            Options = new PoolOptions
            {
                MinimumSlots = 2,
                InitialSlots = 3,
                MaximumSlots = 5,
                AssignmentGrace = TimeSpan.FromSeconds(10),
            },
        },
    ];
}
