using System.Globalization;
using System.Text.Json;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansScaler.Grains.Tests.Recovery;

/// <summary>A store in memory that fails, or answers late, when the test says so.</summary>
internal sealed class FlakyStorage : IGrainStorage
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string, string), (string Json, string Tag)> _records = [];
    private long _lastTag;

    /// <summary>Whether reads and writes fail.</summary>
    public volatile bool IsDown;

    /// <summary>Writes wait for it; null when they need not.</summary>
    public volatile TaskCompletionSource? Held;

    /// <summary>Of the index; functions write their own records beside it.</summary>
    public int Writes { get; private set; }

    public int FailedCalls { get; private set; }

    /// <summary>What is stored, as JSON; null when nothing is.</summary>
    public string? Read(string stateName, string grainKey)
    {
        lock (_gate)
        {
            return _records.TryGetValue((stateName, grainKey), out var record) ? record.Json : null;
        }
    }

    /// <summary>As another process would.</summary>
    public void Put(string stateName, string grainKey, object state)
    {
        lock (_gate)
        {
            _records[(stateName, grainKey)] = (JsonSerializer.Serialize(state), NextTag());
        }
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        lock (_gate)
        {
            FailWhenDown();
            var isThere = _records.TryGetValue(KeyOf(stateName, grainId), out var record);
            if (isThere)
            {
                grainState.State = JsonSerializer.Deserialize<T>(record.Json)!;
            }

            grainState.ETag = record.Tag;
            grainState.RecordExists = isThere;
        }

        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var json = JsonSerializer.Serialize(grainState.State);
        if (Held is { } held)
        {
            await held.Task;
        }

        lock (_gate)
        {
            FailWhenDown();
            var key = KeyOf(stateName, grainId);
            var stored = _records.TryGetValue(key, out var record) ? record.Tag : null;
            if (stored != grainState.ETag)
            {
                throw new InconsistentStateException("written by somebody else", stored, grainState.ETag);
            }

            Writes += stateName == "live" ? 1 : 0;
            _records[key] = (json, NextTag());
            grainState.ETag = _records[key].Tag;
            grainState.RecordExists = true;
        }
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new NotSupportedException();

    private static (string, string) KeyOf(string stateName, GrainId grainId) => (stateName, grainId.Key.ToString()!);

    private void FailWhenDown()
    {
        if (IsDown)
        {
            FailedCalls++;
            throw new IOException("The store is down.");
        }
    }

    private string NextTag() => (++_lastTag).ToString(CultureInfo.InvariantCulture);
}
