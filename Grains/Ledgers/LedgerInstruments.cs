using System.Diagnostics.Metrics;

namespace OrleansScaler.Grains.Ledgers;

/// <summary>Meter of the slot ledger.</summary>
public sealed class LedgerInstruments : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "OrleansScaler.Ledger";

    private readonly Meter _meter;
    private readonly Counter<long> _writes;
    private readonly Counter<long> _changes;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _unrecorded;
    private readonly Counter<long> _adopted;
    private readonly Counter<long> _expiredIntents;
    private readonly Counter<long> _conflicts;

    /// <summary>Registers the instruments.</summary>
    /// <param name="meters">Where meters come from.</param>
    public LedgerInstruments(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _writes = _meter.CreateCounter<long>("scaler.ledger.writes", "{write}", "Records stored.");
        _changes = _meter.CreateCounter<long>("scaler.ledger.changes", "{change}", "Changes that they carried.");
        _failures = _meter.CreateCounter<long>(
            "scaler.ledger.failures", "{try}", "Reads and writes that the store failed; they are repeated.");
        _unrecorded = _meter.CreateCounter<long>(
            "scaler.ledger.unrecorded", "{slot}", "Slots made before they could be noted: lost if the silo dies now.");
        _adopted = _meter.CreateCounter<long>(
            "scaler.ledger.adopted", "{slot}", "Slots taken over from an owner before, by how they were used.");
        _expiredIntents = _meter.CreateCounter<long>(
            "scaler.ledger.expired_intents", "{slot}", "Creates that were never answered, given up: perhaps leaked.");
        _conflicts = _meter.CreateCounter<long>(
            "scaler.ledger.conflicts", "{record}", "Records that had another owner: the function was given up here.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Written(long changes)
    {
        _writes.Add(1);
        _changes.Add(changes);
    }

    internal void Failed() => _failures.Add(1);

    internal void Unrecorded() => _unrecorded.Add(1);

    internal void Adopted(int slots, string use) => _adopted.Add(slots, new KeyValuePair<string, object?>("use", use));

    internal void IntentExpired() => _expiredIntents.Add(1);

    internal void Conflict() => _conflicts.Add(1);
}
