using Orleans.Storage;

namespace OrleansScaler.Grains.Ledgers;

/// <content>A record that somebody else wrote.</content>
internal sealed partial class LedgerBook
{
    /// <summary>
    /// A write of ours that was taken for failed may have been stored: then the record has our own epoch.
    /// </summary>
    private async Task SettleConflictAsync(InconsistentStateException fault)
    {
        await _store.ReadStateAsync();
        var stored = await ReadAgainAsync();
        if (!IsLost && stored.Epoch != Epoch && stored.Version != 0)
        {
            IsLost = true;
            _services.Instruments.Conflict();
            LogConflict(fault, _key, Epoch, stored.Epoch);
            HaveLost?.Invoke();
        }
    }

    private async Task<FunctionLedger> ReadAgainAsync()
    {
        for (var failures = 1; _store.State.IsUnread() && !IsLost; failures++)
        {
            await Task.Delay(Pause(failures), _time);
            await _store.ReadStateAsync();
        }

        return _store.State;
    }
}
