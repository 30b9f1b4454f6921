using System.Diagnostics.Metrics;
using OrleansScaler.Gateway.Calls;

namespace OrleansScaler.Gateway.Assignments;

/// <summary>Meter of the assignments that a gateway remembers.</summary>
internal sealed class HeldInstruments : IDisposable
{
    private const string IsKnown = "known";

    private readonly Meter _meter;
    private readonly Counter<long> _announced;
    private readonly Counter<long> _forgotten;

    /// <summary>Registers the instruments.</summary>
    /// <param name="meters">Where meters come from.</param>
    public HeldInstruments(IMeterFactory meters)
    {
        _meter = meters.Create(CallInstruments.Name);
        _announced = _meter.CreateCounter<long>(
            "scaler.gateway.announced", "{assignment}", "Assignments told to new owners, by whether they know them.");
        _forgotten = _meter.CreateCounter<long>(
            "scaler.gateway.forgotten", "{assignment}", "Assignments forgotten before they came back.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Watch(Func<int> held) => _meter.CreateObservableUpDownCounter(
        "scaler.gateway.held", held, "{assignment}", "Assignments that went out and did not come back.");

    internal void Announced(int told, int known)
    {
        _announced.Add(known, new KeyValuePair<string, object?>(IsKnown, true));
        _announced.Add(told - known, new KeyValuePair<string, object?>(IsKnown, false));
    }

    internal void Forgotten() => _forgotten.Add(1);
}
