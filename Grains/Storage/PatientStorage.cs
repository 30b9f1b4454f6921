using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using OrleansScaler.Grains.Ledgers;

namespace OrleansScaler.Grains.Storage;

/// <summary>
/// Keeps a store that is slow or down from keeping grains from being activated: a state that can be read later
/// (<see cref="IReadLater"/>) is then marked as unread, and its owner reads it again. Whether the
/// store answers is noted for those who would wait for it.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="options">How long a read may take.</param>
/// <param name="instruments">Count what fails.</param>
/// <param name="health">Notes whether the store answers.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Says what fails.</param>
internal sealed partial class PatientStorage(
    IGrainStorage store,
    LedgerOptions options,
    LedgerInstruments instruments,
    StoreHealth health,
    TimeProvider time,
    ILogger<PatientStorage> logger) : IGrainStorage
{
    private readonly ILogger _logger = logger;

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (!typeof(T).IsAssignableTo(typeof(IReadLater)))
        {
            await NotedAsync(store.ReadStateAsync(stateName, grainId, grainState));
            return;
        }

        if (health.IsDown && !health.MayTry(options.ReadTimeout, time))
        {
            MarkUnread(grainState);
            return;
        }

        // Of its own, because a read that is waited for no longer goes on.
        var read = new GrainState<T>(Activator.CreateInstance<T>());
        try
        {
            await NotedAsync(store.ReadStateAsync(stateName, grainId, read).WaitAsync(options.ReadTimeout, time));
        }
        catch (Exception fault)
        {
            instruments.Failed();
            if (IsFirst(grainState))
            {
                LogReadFailed(fault, stateName, grainId);
            }

            MarkUnread(grainState);
            return;
        }

        grainState.State = read.State ?? Activator.CreateInstance<T>();
        grainState.ETag = read.ETag;
        grainState.RecordExists = read.RecordExists;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        NotedAsync(store.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        NotedAsync(store.ClearStateAsync(stateName, grainId, grainState));

    /// <summary>The first read of an owner. Later ones have it marked, and are what finds the store up again.</summary>
    private static bool IsFirst<T>(IGrainState<T> grainState) =>
        grainState.State is not IReadLater known || !known.IsUnread();

    private static void MarkUnread<T>(IGrainState<T> grainState)
    {
        var unread = Activator.CreateInstance<T>();
        ((IReadLater)unread!).MarkUnread();
        grainState.State = unread;
    }

    private async Task NotedAsync(Task work)
    {
        try
        {
            await work;
            health.Answered();
        }
        catch (InconsistentStateException)
        {
            health.Answered();
            throw;
        }
        catch
        {
            health.Failed();
            throw;
        }
    }
}
