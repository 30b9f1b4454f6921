namespace OrleansScaler.Scheduling.Policies.Names;

/// <summary>One thing that can be named, and how it is made.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Argument">
/// What has to follow after a colon, in capitals; in brackets when it may be left out; null when nothing may follow.
/// </param>
/// <param name="Maker">Makes it; null when the argument cannot be read.</param>
internal sealed record NamedPart<T>(string Name, string? Argument, Func<PolicyText, PolicyOptions, T?> Maker)
    where T : class
{
    /// <summary>Arguments that are worth a run each, where one has to be given; or null where it needs none.</summary>
    public IReadOnlyList<string?> Usual { get; init; } = [null];

    /// <summary>Whether this is what a set has that names no part of the kind: alone it says nothing.</summary>
    public bool IsDefault { get; init; }

    /// <summary>It with its usual arguments.</summary>
    public IEnumerable<string> Examples =>
        IsDefault ? [] : Usual.Select(argument => argument is null ? Name : $"{Name}:{argument}");

    /// <summary>How it is written.</summary>
    public string Usage => Argument switch
    {
        null => Name,
        ['[', .. var rest] => $"{Name}[:{rest}",
        _ => $"{Name}:{Argument}",
    };

    public PolicyLookup Lookup(PolicyText text, PolicyOptions figures, Func<T, PolicySet> put) =>
        Make(text, figures, out var problem) is { } made
            ? new PolicyLookup(put(made), null)
            : new PolicyLookup(null, problem);

    /// <summary>Makes it; or null, and one sentence that says what is wrong with how it is written.</summary>
    public T? Make(PolicyText text, PolicyOptions figures, out string? problem)
    {
        problem = null;
        if (Argument is null && text.Arguments > 0)
        {
            problem = $"'{text.Whole}': {Name} takes nothing after a colon.";
        }
        else if (text.Inner is not null && Argument?.Contains('/', StringComparison.Ordinal) != true)
        {
            problem = $"'{text.Whole}': {Name} takes nothing after a slash.";
        }
        else if (Maker(text, figures) is { } made)
        {
            return made;
        }

        problem ??= text.Problem ?? $"'{text.Whole}': write {Usage}; {PolicyText.Grammar}.";
        return null;
    }
}
