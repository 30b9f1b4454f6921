using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansScaler.Grains.Storage;

/// <summary>Keeps nothing, as was asked for: every state is new, and what is written is gone with its owner.</summary>
internal sealed class NoStorage : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;
}
