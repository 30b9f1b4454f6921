using System.Diagnostics.Metrics;
using OrleansScaler.Gateway.Lag;

namespace OrleansScaler.Gateway.Calls;

/// <summary>Meter of calls to grains.</summary>
internal sealed class CallInstruments : IDisposable
{
    /// <summary>Name of the meter, which is the gateway's.</summary>
    public const string Name = "OrleansScaler.Gateway";

    /// <summary>Value of the tag <c>bound</c>: <c>Gateway:MaximumCalls</c>.</summary>
    public const string Calls = "calls";

    /// <summary>Value of the tag <c>bound</c>: <c>Gateway:MaximumLag</c>.</summary>
    public const string Lag = "lag";

    private const string BoundTag = "bound";

    private readonly Meter _meter;
    private readonly Counter<long> _repeated;
    private readonly Counter<long> _refused;

    /// <summary>Registers the instruments.</summary>
    /// <param name="meters">Where meters come from.</param>
    /// <param name="bound">Tells what is under way.</param>
    /// <param name="lag">Tells how far behind this process is.</param>
    public CallInstruments(IMeterFactory meters, CallBound bound, LagGate lag)
    {
        _meter = meters.Create(Name);
        _repeated = _meter.CreateCounter<long>(
            "scaler.gateway.repeated", "{call}", "Calls to grains made again, because a silo was lost.");
        _refused = _meter.CreateCounter<long>(
            "scaler.gateway.refused", "{call}", "Calls refused, by the bound that they met.");
        _meter.CreateObservableGauge(
            "scaler.gateway.lag", () => lag.Lag.TotalSeconds, "s", "How long work waited for a thread.");
        _meter.CreateObservableUpDownCounter(
            "scaler.gateway.calls", () => bound.Open, "{call}", "Calls under way that were not answered at once.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Repeated() => _repeated.Add(1);

    internal void Refused(string bound) => _refused.Add(1, new KeyValuePair<string, object?>(BoundTag, bound));
}
