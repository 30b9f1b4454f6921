namespace OrleansScaler.Scheduling.Policies.Rules;

/// <summary>The book that options describe, or all that is wrong with them.</summary>
/// <param name="Book">The book; null when there are problems.</param>
/// <param name="Problems">One for each thing that is wrong, in the order of the rules.</param>
public readonly record struct PolicyBookLookup(PolicyBook? Book, IReadOnlyList<RuleProblem> Problems)
{
    /// <summary>The book.</summary>
    /// <exception cref="ArgumentException">There are problems; the message has them all.</exception>
    public PolicyBook Required => Book ?? throw new ArgumentException(string.Join(' ', Problems));
}
