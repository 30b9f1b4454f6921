namespace OrleansScaler.Scheduling.Policies.Names;

/// <summary>The set that a name stands for, or what is wrong with the name.</summary>
/// <param name="Set">The set; null when the name cannot be used.</param>
/// <param name="Problem">One sentence; null when it can.</param>
public readonly record struct PolicyLookup(PolicySet? Set, string? Problem)
{
    /// <summary>The set.</summary>
    /// <exception cref="ArgumentException">The name cannot be used; the message says why.</exception>
    public PolicySet Required => Set ?? throw new ArgumentException(Problem);

    internal static PolicyLookup Unknown(string name, IReadOnlyList<string> known) => new(
        null, $"'{name}' is no policy; it must be one of {string.Join(", ", Spelling.NearestFirst(name, known))}.");
}
