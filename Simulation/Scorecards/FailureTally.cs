namespace OrleansScaler.Simulation.Scorecards;

/// <summary>Counts failures by kind and keeps the first few messages of each. Guarded by its owner's lock.</summary>
public sealed class FailureTally
{
    private const int MaximumMessages = 3;

    private readonly Dictionary<string, (long Count, List<string> Messages)> _kinds = new(StringComparer.Ordinal);

    /// <summary>Adds a failure.</summary>
    /// <param name="kind">In what way; a handful of different texts.</param>
    /// <param name="message">The particulars.</param>
    public void Add(string kind, string message)
    {
        var (count, messages) = _kinds.TryGetValue(kind, out var known) ? known : (0, []);
        if (messages.Count < MaximumMessages)
        {
            messages.Add(message);
        }

        _kinds[kind] = (count + 1, messages);
    }

    /// <summary>The kinds, most frequent first.</summary>
    public IReadOnlyList<FailureKind> Kinds() =>
    [
        .. _kinds
            .Select(pair => new FailureKind(pair.Key, pair.Value.Count, [.. pair.Value.Messages]))
            .OrderByDescending(kind => kind.Count)
            .ThenBy(kind => kind.Kind, StringComparer.Ordinal),
    ];
}
