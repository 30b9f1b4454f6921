using System.Collections.Concurrent;

namespace OrleansScaler.Grains.Storage.Records;

/// <summary>
/// The newest committed record of every key, in memory: a read touches no disk and goes on while the disk fails, and
/// compaction reads nothing back. A record costs its payload, its grain's id and about 200 B. Changed by one thread at
/// a time, read by any.
/// </summary>
internal sealed class RecordIndex
{
    private readonly ConcurrentDictionary<RecordKey, StoredRecord> _records = new();
    private readonly Dictionary<string, string> _states = [];

    /// <summary>Records.</summary>
    public int Count => _records.Count;

    /// <summary>Bytes that they take in a log.</summary>
    public long Size { get; private set; }

    /// <summary>The highest etag ever given.</summary>
    public long LastETag { get; private set; }

    /// <summary>Keys; those that come or go while this is read may be among them or not.</summary>
    public IEnumerable<RecordKey> Keys => _records.Select(record => record.Key);

    /// <summary>The record of a key, or null.</summary>
    public StoredRecord? Find(RecordKey key) => _records.GetValueOrDefault(key);

    /// <summary>A key's newest record, or that it has none any more.</summary>
    /// <param name="key">Of what.</param>
    /// <param name="eTag">Of the writing or the clearing.</param>
    /// <param name="record">Null: cleared.</param>
    public void Put(RecordKey key, long eTag, StoredRecord? record)
    {
        Size += (record?.Size ?? 0) - (Find(key)?.Size ?? 0);
        SkipTo(eTag);
        if (record is null)
        {
            _records.TryRemove(key, out _);
        }
        else
        {
            _records[Share(key)] = record;
        }
    }

    /// <summary>Etags up to this one are not given again.</summary>
    public void SkipTo(long eTag) => LastETag = Math.Max(LastETag, eTag);

    /// <summary>A handful of states name thousands of records: one text serves them all.</summary>
    private RecordKey Share(RecordKey key)
    {
        if (!_states.TryGetValue(key.State, out var state))
        {
            _states[key.State] = state = key.State;
        }

        return key with { State = state };
    }
}
