namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>Counts what a scheduler did wrong, keeps the first few in words. Only clock turns change it.</summary>
internal sealed class CellWatch
{
    /// <summary>More would only say the same again.</summary>
    private const int MaximumMessages = 20;

    private readonly SortedDictionary<CellViolation, int> _counts = [];
    private readonly List<string> _messages = [];

    /// <summary>All violations.</summary>
    public int Total { get; private set; }

    /// <summary>Violations by kind; kinds without any are left out.</summary>
    public IReadOnlyDictionary<CellViolation, int> Counts => new SortedDictionary<CellViolation, int>(_counts);

    /// <summary>The first violations and failures, a line each.</summary>
    public IReadOnlyList<string> Messages => [.. _messages];

    /// <summary>A violation.</summary>
    public void Note(CellViolation violation, string message)
    {
        Total++;
        _counts[violation] = _counts.GetValueOrDefault(violation) + 1;
        Tell($"{violation}: {message}");
    }

    /// <summary>Something that is worth a line and is no violation.</summary>
    public void Tell(string message)
    {
        if (_messages.Count < MaximumMessages && !_messages.Contains(message))
        {
            _messages.Add(message);
        }
    }
}
