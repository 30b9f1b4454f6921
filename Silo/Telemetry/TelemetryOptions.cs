using System.ComponentModel.DataAnnotations;

namespace OrleansScaler.Silo.Telemetry;

/// <summary>Where measurements go. Section <c>Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    /// <summary>An OTLP collector, such as <c>http://127.0.0.1:4317</c>; empty: nothing is measured or sent.</summary>
    public string OtlpEndpoint { get; set; } = "";

    /// <summary>The service's name in traces and metrics.</summary>
    [Required]
    public string ServiceName { get; set; } = "orleans-scaler";

    /// <summary>Share of calls that are traced, where their caller did not decide it.</summary>
    [Range(0.0, 1.0)]
    public double TracedShare { get; set; } = 0.01;

    /// <summary>What ranges cannot say.</summary>
    /// <returns>One sentence for each relation that does not hold.</returns>
    public IEnumerable<string> FindContradictions()
    {
        if (OtlpEndpoint.Length > 0 && !Uri.TryCreate(OtlpEndpoint, UriKind.Absolute, out _))
        {
            yield return $"Telemetry:OtlpEndpoint is '{OtlpEndpoint}'; it must be an address such as "
                + "http://127.0.0.1:4317, or empty.";
        }
    }
}
