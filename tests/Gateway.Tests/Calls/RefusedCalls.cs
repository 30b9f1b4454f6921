using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using OrleansScaler.Gateway.Calls;

namespace OrleansScaler.Gateway.Tests.Calls;

/// <summary>Listens to the calls that one gateway refuses.</summary>
internal sealed class RefusedCalls : IDisposable
{
    private readonly MeterListener _listener = new();

    public RefusedCalls(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Name: "scaler.gateway.refused", Meter.Name: CallInstruments.Name }
                && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Bounds.Enqueue((string)tags[0].Value!));
        _listener.Start();
    }

    /// <summary>The bounds that they met, in order.</summary>
    public ConcurrentQueue<string> Bounds { get; } = new();

    public void Dispose() => _listener.Dispose();
}
