using System.Diagnostics.Metrics;

namespace OrleansScaler.Grains.Fencing;

/// <summary>Meter of the fence: how often the process was frozen, and what that cost.</summary>
public sealed class FenceInstruments : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "OrleansScaler.Fencing";

    private readonly Meter _meter;
    private readonly Counter<long> _closed;
    private readonly Histogram<double> _closedFor;

    /// <summary>Registers the instruments.</summary>
    /// <param name="meters">Where meters come from.</param>
    public FenceInstruments(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _closed = _meter.CreateCounter<long>("scaler.fence.closed", "{closing}", "Freezes that closed the fence.");
        _closedFor = _meter.CreateHistogram<double>(
            "scaler.fence.closed.duration", "s", "From the last sign of life to the fence being open again.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Closed() => _closed.Add(1);

    internal void Opened(TimeSpan after) => _closedFor.Record(after.TotalSeconds);
}
