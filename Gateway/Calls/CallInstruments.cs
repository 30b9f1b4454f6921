using System.Diagnostics.Metrics;

namespace OrleansScaler.Gateway.Calls;

/// <summary>Meter of calls to grains.</summary>
internal sealed class CallInstruments : IDisposable
{
    /// <summary>Name of the meter, which is the gateway's.</summary>
    public const string Name = "OrleansScaler.Gateway";

    private readonly Meter _meter;
    private readonly Counter<long> _repeated;
    private readonly Counter<long> _refused;

    /// <summary>Registers the instruments.</summary>
    /// <param name="meters">Where meters come from.</param>
    /// <param name="bound">Tells what is under way.</param>
    public CallInstruments(IMeterFactory meters, CallBound bound)
    {
        _meter = meters.Create(Name);
        _repeated = _meter.CreateCounter<long>(
            "scaler.gateway.repeated", "{call}", "Calls to grains made again, because a silo was lost.");
        _refused = _meter.CreateCounter<long>(
            "scaler.gateway.refused", "{call}", "Calls refused because of Gateway:MaximumCalls.");
        _meter.CreateObservableUpDownCounter(
            "scaler.gateway.calls", () => bound.Open, "{call}", "Calls under way that were not answered at once.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Repeated() => _repeated.Add(1);

    internal void Refused() => _refused.Add(1);
}
