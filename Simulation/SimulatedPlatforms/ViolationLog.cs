namespace OrleansScaler.Simulation.SimulatedPlatforms;

/// <summary>
/// Counts what a scaler must never do, and keeps the first few in words. Guarded by its owner's lock.
/// </summary>
internal sealed class ViolationLog
{
    /// <summary>Enough to see the pattern; a broken scaler makes one per request.</summary>
    private const int MaximumKept = 10;

    private readonly List<string> _first = [];
    private readonly Dictionary<SlotViolation, long> _counts = [];

    public long Count => _counts.Values.Sum();

    public IReadOnlyList<string> First => [.. _first];

    public long CountOf(SlotViolation kind) => _counts.GetValueOrDefault(kind);

    public void Add(SlotViolation kind, string what)
    {
        _counts[kind] = CountOf(kind) + 1;
        if (_first.Count < MaximumKept)
        {
            _first.Add(what);
        }
    }
}
