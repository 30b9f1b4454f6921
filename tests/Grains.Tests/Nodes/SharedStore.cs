using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansScaler.Grains.Tests.Nodes;

/// <summary>What is stored outlives the server that stored it; a test may write between, or cut one off.</summary>
internal sealed class SharedStore
{
    private readonly ConcurrentDictionary<(string State, string Grain), (string Text, string ETag)> _records = new();
    private long _lastETag;

    /// <summary>Set: nothing can be read or written.</summary>
    public bool IsDown { get; set; }

    /// <summary>Writes so far.</summary>
    public long Writes => Interlocked.Read(ref _lastETag);

    /// <summary>One server's way to it.</summary>
    public Link Connect() => new(this);

    /// <summary>The text of one record.</summary>
    public JsonNode Read(string state, string grain = "") =>
        JsonNode.Parse(_records.First(record => IsOf(record.Key, state, grain)).Value.Text)!;

    public bool Has(string state) => _records.Keys.Any(record => record.State == state);

    /// <summary>Somebody else writes the records of a state.</summary>
    public void Change(string state, Action<JsonNode> change)
    {
        foreach (var (key, record) in _records.Where(record => record.Key.State == state))
        {
            var text = JsonNode.Parse(record.Text)!;
            change(text);
            _records[key] = (text.ToJsonString(), NextETag());
        }
    }

    private static bool IsOf((string State, string Grain) key, string state, string grain) =>
        key.State == state && key.Grain.Contains(grain, StringComparison.Ordinal);

    private string NextETag() => Interlocked.Increment(ref _lastETag).ToString(CultureInfo.InvariantCulture);

    /// <summary>One server's way to the store.</summary>
    internal sealed class Link(SharedStore store) : IGrainStorage
    {
        /// <summary>Set once its server counts as dead: what that still does changes nothing.</summary>
        public bool IsCut { get; set; }

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            ThrowIfDown();
            var isThere = store._records.TryGetValue((stateName, grainId.ToString()), out var record);
            grainState.State = isThere
                ? JsonSerializer.Deserialize<T>(record.Text)!
                : Activator.CreateInstance<T>();
            grainState.ETag = isThere ? record.ETag : null;
            grainState.RecordExists = isThere;
            return Task.CompletedTask;
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            ThrowIfDown();
            var key = (stateName, grainId.ToString());
            lock (store._records)
            {
                var known = store._records.TryGetValue(key, out var record) ? record.ETag : null;
                if (known != grainState.ETag)
                {
                    throw new InconsistentStateException($"{stateName} of {grainId} was written by somebody else.");
                }

                grainState.ETag = store.NextETag();
                grainState.RecordExists = true;
                store._records[key] = (JsonSerializer.Serialize(grainState.State), grainState.ETag);
            }

            return Task.CompletedTask;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            ThrowIfDown();
            store._records.TryRemove((stateName, grainId.ToString()), out _);
            grainState.ETag = null;
            grainState.RecordExists = false;
            return Task.CompletedTask;
        }

        private void ThrowIfDown()
        {
            if (store.IsDown || IsCut)
            {
                throw new IOException("The store is down.");
            }
        }
    }
}
