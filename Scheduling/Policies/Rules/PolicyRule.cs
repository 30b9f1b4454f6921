using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Scheduling.Policies.Rules;

/// <summary>
/// Names the policies of some functions: of those that meet every condition given. One entry of the list
/// <c>Policies:Rules</c>.
/// </summary>
public sealed class PolicyRule
{
    /// <summary>The function's whole key; null: any.</summary>
    public string? Key { get; set; }

    /// <summary>What the key begins with; null: anything. Not beside <see cref="Key"/>.</summary>
    public string? Prefix { get; set; }

    /// <summary>The runtime, as the platform spells it; null: any.</summary>
    public string? Runtime { get; set; }

    /// <summary>Least memory of a slot in MB, this included; null: none.</summary>
    public double? MinimumMegabytes { get; set; }

    /// <summary>Most memory of a slot in MB, this included; null: none.</summary>
    public double? MaximumMegabytes { get; set; }

    /// <summary>What decides for these functions, as <see cref="PolicyOptions.Name"/> is written.</summary>
    public string? Policy { get; set; }

    internal bool HasCondition =>
        Key is not null || Prefix is not null || Runtime is not null
        || MinimumMegabytes is not null || MaximumMegabytes is not null;

    internal bool Fits(FunctionSpec function) =>
        (Key is null || function.Key.Value == Key)
        && (Prefix is null || function.Key.Value.StartsWith(Prefix, StringComparison.Ordinal))
        && (Runtime is null || function.Runtime == Runtime)
        && !(function.MemoryMegabytes < MinimumMegabytes)
        && !(function.MemoryMegabytes > MaximumMegabytes);
}
