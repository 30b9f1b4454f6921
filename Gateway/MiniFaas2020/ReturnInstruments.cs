using System.Diagnostics.Metrics;

namespace OrleansScaler.Gateway.MiniFaas2020;

/// <summary>Meter of containers that come back.</summary>
public sealed class ReturnInstruments : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "OrleansScaler.Gateway";

    /// <summary>Nobody knows the container.</summary>
    internal const string UnknownContainer = "container";

    /// <summary>The request does not hold the container.</summary>
    internal const string UnknownRequest = "request";

    private const string What = "unknown";

    private readonly Meter _meter;
    private readonly Counter<long> _unknown;

    /// <summary>Registers the instruments.</summary>
    /// <param name="meters">Where meters come from.</param>
    public ReturnInstruments(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _unknown = _meter.CreateCounter<long>(
            "scaler.returns.unknown", "{request}", "Returned containers that their request does not hold.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Unknown(string what) => _unknown.Add(1, new KeyValuePair<string, object?>(What, what));
}
