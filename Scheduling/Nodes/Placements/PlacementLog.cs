namespace OrleansScaler.Scheduling.Nodes.Placements;

/// <summary>The last placements; the oldest makes room for the newest.</summary>
internal sealed class PlacementLog(int capacity)
{
    private readonly PlacementRecord[] _records = new PlacementRecord[Math.Max(capacity, 1)];
    private long _added;

    public IEnumerable<PlacementRecord> NewestFirst
    {
        get
        {
            for (var i = 1; i <= Math.Min(_added, _records.Length); i++)
            {
                yield return _records[(_added - i) % _records.Length];
            }
        }
    }

    public void Add(in PlacementRecord record) => _records[_added++ % _records.Length] = record;
}
