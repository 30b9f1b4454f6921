using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansScaler.Conformance.Tests.Orleans.Storage;

/// <summary>A storage provider of one's own; remembers which states it was asked for.</summary>
public sealed class RecordingStorage(string name) : IGrainStorage
{
    private readonly ConcurrentQueue<string> _asked = new();

    public IReadOnlyList<string> Asked => [.. _asked];

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _asked.Enqueue($"{name}: read {stateName} of {grainId}");
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _asked.Enqueue($"{name}: write {stateName} of {grainId}");
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _asked.Enqueue($"{name}: clear {stateName} of {grainId}");
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }
}
