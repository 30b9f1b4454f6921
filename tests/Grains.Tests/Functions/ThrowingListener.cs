using System.Diagnostics.Metrics;
using OrleansScaler.Grains.Functions;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>
/// A reader of one silo's meter that throws at the first value of one instrument, and is well again after: what a
/// faulty exporter would do amid our own code. Other silos of the process do not see it.
/// </summary>
internal sealed class ThrowingListener : IDisposable
{
    private readonly MeterListener _listener = new();
    private int _values;

    public ThrowingListener(FunctionCluster cluster, string instrument)
    {
        var meters = cluster.Service<IMeterFactory>();
        _listener.InstrumentPublished = (published, listener) =>
        {
            if (published.Meter.Name == FunctionInstruments.Name
                && ReferenceEquals(published.Meter.Scope, meters)
                && published.Name == instrument)
            {
                listener.EnableMeasurementEvents(published);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, _, _) => Measured());
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => Measured());
        _listener.Start();
    }

    /// <summary>Values seen, with the one that it threw at.</summary>
    public int Values => Volatile.Read(ref _values);

    public void Dispose() => _listener.Dispose();

    private void Measured()
    {
        if (Interlocked.Increment(ref _values) == 1)
        {
            throw new InvalidOperationException("a listener's own bug");
        }
    }
}
