using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using OrleansScaler.Gateway.MiniFaas2020;

namespace OrleansScaler.Gateway.Tests.MiniFaas2020;

/// <summary>Listens to what was returned without effect, at every gateway of the test.</summary>
internal sealed class UnknownReturns : IDisposable
{
    private readonly MeterListener _listener = new();

    public UnknownReturns()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Name: "scaler.returns.unknown", Meter.Name: ReturnInstruments.Name })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Seen.Enqueue((string)tags[0].Value!));
        _listener.Start();
    }

    /// <summary>What was unknown, in order.</summary>
    public ConcurrentQueue<string> Seen { get; } = new();

    public void Dispose() => _listener.Dispose();
}
