using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansScaler.Grains.Tests.Ledgers;

/// <summary>A store that takes its time with every write, by the test's clock.</summary>
internal sealed class SlowStore(IGrainStorage store, TimeProvider time, TimeSpan writeTakes) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        store.ReadStateAsync(stateName, grainId, grainState);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Task.Delay(writeTakes, time);
        await store.WriteStateAsync(stateName, grainId, grainState);
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Task.Delay(writeTakes, time);
        await store.ClearStateAsync(stateName, grainId, grainState);
    }
}
