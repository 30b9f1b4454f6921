using System.Diagnostics.Metrics;
using OrleansScaler.Grains.Functions;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>Everything that one meter of a silo measures, summed by instrument and tags.</summary>
internal sealed class MeasuredValues : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<(string Instrument, string Tags, double Value)> _values = [];
    private readonly MeterListener _listener = new();
    private readonly object _meters;

    public MeasuredValues(FunctionCluster cluster, string meter = FunctionInstruments.Name)
    {
        // Other tests run beside this one: only the meter that this silo's factory made counts.
        _meters = cluster.Service<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == meter && ReferenceEquals(instrument.Meter.Scope, _meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Sum of an instrument's values; with tags, of those only: <c>name=value,name=value</c>.</summary>
    public double Sum(string instrument, string? tags = null) => Read(instrument, tags).Sum();

    /// <summary>How many values an instrument took.</summary>
    public int Count(string instrument, string? tags = null) => Read(instrument, tags).Length;

    public void Dispose() => _listener.Dispose();

    private double[] Read(string instrument, string? tags)
    {
        lock (_lock)
        {
            return [.. _values
                .Where(entry => entry.Instrument == instrument && (tags is null || entry.Tags == tags))
                .Select(entry => entry.Value)];
        }
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
        lock (_lock)
        {
            _values.Add((instrument.Name, text, value));
        }
    }
}
