using System.Globalization;
using System.Text.Json;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using OrleansScaler.Contracts.Spares;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Recovery;
using OrleansScaler.Grains.Spares;
using OrleansScaler.Grains.Tests.Functions;

namespace OrleansScaler.Grains.Tests.Ledgers;

/// <summary>A store in memory that outlives clusters, and is slow, down or in conflict when the test says so.</summary>
internal sealed class ScriptedStore : IGrainStorage
{
    /// <summary>The state that functions keep their slots in.</summary>
    private const string Slots = "slots";

    /// <summary>The one record of spares that tests have.</summary>
    private static readonly (string State, string Key) s_spares = ("spares", SpareSize.KeyOf(FunctionCalls.Megabytes));

    private readonly Lock _gate = new();
    private readonly Dictionary<(string State, string Key), (string Json, string Tag)> _records = [];
    private long _lastTag;
    private int _writes;
    private int _failed;

    public ScriptedStore()
    {
    }

    private ScriptedStore(ScriptedStore other)
    {
        lock (other._gate)
        {
            _records = new(other._records);
            _lastTag = other._lastTag;
        }
    }

    /// <summary>Whether reads and writes fail.</summary>
    public volatile bool IsDown;

    /// <summary>Whether the next write is stored and fails all the same.</summary>
    public volatile bool LosesNextAnswer;

    /// <summary>Calls wait for it; null when they need not.</summary>
    public volatile TaskCompletionSource? Held;

    /// <summary>Writes of functions' slots that were stored.</summary>
    public int Writes => Volatile.Read(ref _writes);

    /// <summary>Calls of functions that failed.</summary>
    public int Failed => Volatile.Read(ref _failed);

    /// <summary>As it is now: what a process that dies now leaves behind.</summary>
    public ScriptedStore Copy() => new(this);

    /// <summary>What is stored of a function; null when nothing is.</summary>
    public FunctionLedger? Read(string function = "f") =>
        ReadText(function) is { } json ? JsonSerializer.Deserialize<FunctionLedger>(json) : null;

    /// <summary>What is stored of spares; null when nothing is.</summary>
    public SpareLedger? ReadSpares()
    {
        lock (_gate)
        {
            return _records.TryGetValue(s_spares, out var record)
                ? JsonSerializer.Deserialize<SpareLedger>(record.Json)
                : null;
        }
    }

    /// <summary>As another process would.</summary>
    public void Put(SpareLedger ledger)
    {
        lock (_gate)
        {
            _records[s_spares] = (JsonSerializer.Serialize(ledger), NextTag());
        }
    }

    /// <summary>What the index has stored.</summary>
    public bool IsIndexed(string name)
    {
        lock (_gate)
        {
            return _records.Any(record => record.Key.State == "live"
                && JsonSerializer.Deserialize<LiveFunctions>(record.Value.Json)!.Functions.Contains(name));
        }
    }

    /// <summary>Slots stored as made; those that are only meant to be are not counted.</summary>
    public int Made(string function = "f") =>
        Read(function)?.Slots.Count(slot => slot.PlatformSlotId is not null) ?? 0;

    public string? ReadText(string function = "f")
    {
        lock (_gate)
        {
            return _records.TryGetValue((Slots, function), out var record) ? record.Json : null;
        }
    }

    /// <summary>As another process would.</summary>
    public void Put(FunctionLedger ledger, string function = "f")
    {
        lock (_gate)
        {
            _records[(Slots, function)] = (JsonSerializer.Serialize(ledger), NextTag());
        }
    }

    public void Hold() => Held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void LetGo()
    {
        var held = Held;
        Held = null;
        held?.TrySetResult();
    }

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await PassAsync();
        lock (_gate)
        {
            var isThere = _records.TryGetValue((stateName, grainId.Key.ToString()!), out var record);
            if (isThere)
            {
                grainState.State = JsonSerializer.Deserialize<T>(record.Json)!;
            }

            grainState.ETag = record.Tag;
            grainState.RecordExists = isThere;
        }
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var json = JsonSerializer.Serialize(grainState.State);
        await PassAsync();
        lock (_gate)
        {
            var key = (stateName, grainId.Key.ToString()!);
            Check(key, grainState.ETag);
            _records[key] = (json, NextTag());
            var isOfSlots = stateName == Slots;
            _writes += isOfSlots ? 1 : 0;
            if (isOfSlots && LosesNextAnswer)
            {
                LosesNextAnswer = false;
                throw new IOException("The answer was lost.");
            }

            grainState.ETag = _records[key].Tag;
            grainState.RecordExists = true;
        }
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await PassAsync();
        lock (_gate)
        {
            var key = (stateName, grainId.Key.ToString()!);
            Check(key, grainState.ETag);
            _records.Remove(key);
            grainState.ETag = null;
            grainState.RecordExists = false;
        }
    }

    private void Check((string State, string Key) key, string? tag)
    {
        var stored = _records.TryGetValue(key, out var record) ? record.Tag : null;
        if (stored != tag)
        {
            throw new InconsistentStateException("written by somebody else", stored, tag);
        }
    }

    private async Task PassAsync()
    {
        if (Held is { } held)
        {
            await held.Task;
        }

        if (IsDown)
        {
            Interlocked.Increment(ref _failed);
            throw new IOException("The store is down.");
        }
    }

    private string NextTag() => (++_lastTag).ToString(CultureInfo.InvariantCulture);
}
