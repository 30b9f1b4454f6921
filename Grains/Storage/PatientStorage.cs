using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using OrleansScaler.Grains.Ledgers;

namespace OrleansScaler.Grains.Storage;

/// <summary>
/// Keeps a store that is slow or down from keeping grains from being activated: a state that can be read later
/// (<see cref="IReadLater"/>) is then marked as unread, and its owner reads it again.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="options">How long a read may take.</param>
/// <param name="instruments">Count what fails.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Says what fails.</param>
internal sealed partial class PatientStorage(
    IGrainStorage store,
    LedgerOptions options,
    LedgerInstruments instruments,
    TimeProvider time,
    ILogger<PatientStorage> logger) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (!typeof(T).IsAssignableTo(typeof(IReadLater)))
        {
            await store.ReadStateAsync(stateName, grainId, grainState);
            return;
        }

        // Of its own, because a read that is waited for no longer goes on.
        var read = new GrainState<T>(Activator.CreateInstance<T>());
        try
        {
            await store.ReadStateAsync(stateName, grainId, read).WaitAsync(options.ReadTimeout, time);
        }
        catch (Exception fault)
        {
            instruments.Failed();
            LogReadFailed(fault, stateName, grainId);
            var unread = Activator.CreateInstance<T>();
            ((IReadLater)unread!).MarkUnread();
            grainState.State = unread;
            return;
        }

        grainState.State = read.State ?? Activator.CreateInstance<T>();
        grainState.ETag = read.ETag;
        grainState.RecordExists = read.RecordExists;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        store.WriteStateAsync(stateName, grainId, grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        store.ClearStateAsync(stateName, grainId, grainState);
}
