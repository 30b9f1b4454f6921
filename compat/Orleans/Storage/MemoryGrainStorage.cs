using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Keeps states as bytes, so that what is read is never what was written.</summary>
internal sealed class MemoryGrainStorage : IGrainStorage
{
    private static readonly JsonSerializerOptions s_json = new() { IncludeFields = true };

    private readonly ConcurrentDictionary<(string, GrainId), Record> _records = new();
    private long _lastETag;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_records.TryGetValue((stateName, grainId), out var record))
        {
            grainState.State = JsonSerializer.Deserialize<T>(record.Bytes, s_json);
            grainState.ETag = record.ETag;
            grainState.RecordExists = true;
        }
        else
        {
            grainState.ETag = null;
            grainState.RecordExists = false;
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var next = new Record(JsonSerializer.SerializeToUtf8Bytes(grainState.State, s_json), NextETag());
        var key = (stateName, grainId);
        var written = _records.TryGetValue(key, out var current)
            ? current.ETag == grainState.ETag && _records.TryUpdate(key, next, current)
            : grainState.ETag is null && _records.TryAdd(key, next);
        if (!written)
        {
            throw Stale(stateName, grainId, current?.ETag, grainState.ETag);
        }

        grainState.ETag = next.ETag;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);
        if (_records.TryGetValue(key, out var current)
            && (current.ETag != grainState.ETag || !_records.TryRemove(KeyValuePair.Create(key, current))))
        {
            throw Stale(stateName, grainId, current.ETag, grainState.ETag);
        }

        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private static InconsistentStateException Stale(
        string stateName, GrainId grainId, string? stored, string? current) =>
        new($"State {stateName} of {grainId} was written by somebody else.", stored, current);

    private string NextETag() => Interlocked.Increment(ref _lastETag).ToString(CultureInfo.InvariantCulture);

    private sealed record Record(byte[] Bytes, string ETag);
}
