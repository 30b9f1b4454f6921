using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Policies.ScaleUp;

namespace OrleansScaler.Scheduling.Policies;

/// <summary>The policy sets that can be named, and how each is made.</summary>
public static class PolicyNames
{
    /// <summary>The 2023 entry's v0.1: a slot per request, destroyed on Idle.</summary>
    public const string Direct = "direct";

    /// <summary>The 2023 entry's v1.0: patience for a returned slot, one keep-alive for all.</summary>
    public const string Pool = "pool";

    private static readonly Dictionary<string, Func<PolicyOptions, PolicySet>> s_sets = new(StringComparer.Ordinal)
    {
        [Direct] = _ => new PolicySet(
            Direct, new FixedKeepAlive(TimeSpan.Zero, TimeSpan.Zero), new PerRequestScaleUp()),
        [Pool] = options => new PolicySet(
            Pool,
            new FixedKeepAlive(options.KeepAlive, options.ReclaimEvery),
            new PatienceScaleUp(options.Patience)),
    };

    /// <summary>Every name, in alphabetical order.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. s_sets.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Makes the set of that name.</summary>
    /// <param name="options">The name, and the figures that sets take.</param>
    /// <returns>The set; null when the name is not known.</returns>
    public static PolicySet? Find(PolicyOptions options) =>
        s_sets.TryGetValue(options.Name, out var make) ? make(options) : null;
}
