namespace OrleansScaler.Simulation.SimulatedPlatforms;

/// <summary>
/// Counts what a scaler must never do, and keeps the first few in words. Guarded by its owner's lock.
/// </summary>
internal sealed class ViolationLog
{
    /// <summary>Enough to see the pattern; a broken scaler makes one per request.</summary>
    private const int MaximumKept = 10;

    private readonly List<string> _first = [];

    public long Count { get; private set; }

    public IReadOnlyList<string> First => [.. _first];

    public void Add(string what)
    {
        Count++;
        if (_first.Count < MaximumKept)
        {
            _first.Add(what);
        }
    }
}
