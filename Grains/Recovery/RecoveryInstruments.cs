using System.Diagnostics.Metrics;

namespace OrleansScaler.Grains.Recovery;

/// <summary>Meter of finding functions again.</summary>
public sealed class RecoveryInstruments : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "OrleansScaler.Recovery";

    private const string Outcome = "outcome";

    private readonly Meter _meter;
    private readonly Counter<long> _asked;
    private readonly Counter<long> _writes;

    /// <summary>Registers the instruments.</summary>
    /// <param name="meters">Where meters come from.</param>
    public RecoveryInstruments(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _asked = _meter.CreateCounter<long>(
            "scaler.recovery.asked", "{function}", "Functions asked for their slots: live, empty or failed.");
        _writes = _meter.CreateCounter<long>(
            "scaler.recovery.index_writes", "{write}", "Writes of the index of live functions: done or failed.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Asked(int slots) => 
        _asked.Add(1, new KeyValuePair<string, object?>(Outcome, slots > 0 ? "live" : "empty"));

    internal void AskFailed() => _asked.Add(1, new KeyValuePair<string, object?>(Outcome, "failed"));

    internal void Written() => _writes.Add(1, new KeyValuePair<string, object?>(Outcome, "done"));

    internal void WriteFailed() => _writes.Add(1, new KeyValuePair<string, object?>(Outcome, "failed"));
}
