namespace OrleansScaler.Scheduling.Policies.Names;

/// <summary>One thing that can be named, and how it is made.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Argument">
/// What has to follow after a colon, in capitals; in brackets when it may be left out; null when nothing may follow.
/// </param>
/// <param name="Make">Makes it; null when the argument cannot be read.</param>
internal sealed record NamedPart<T>(string Name, string? Argument, Func<PolicyText, PolicyOptions, T?> Make)
    where T : class
{
    /// <summary>How it is written.</summary>
    public string Usage => Argument switch
    {
        null => Name,
        ['[', .. var rest] => $"{Name}[:{rest}",
        _ => $"{Name}:{Argument}",
    };

    public PolicyLookup Lookup(PolicyText text, PolicyOptions figures, Func<T, PolicySet> put)
    {
        if (Argument is null && text.Arguments > 0)
        {
            return new PolicyLookup(null, $"'{text.Whole}': {Name} takes nothing after a colon.");
        }

        return Make(text, figures) is { } made
            ? new PolicyLookup(put(made), null)
            : new PolicyLookup(
                null, $"'{text.Whole}': write {Usage}; {PolicyText.Grammar}.");
    }
}
