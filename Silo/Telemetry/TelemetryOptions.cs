using System.ComponentModel.DataAnnotations;

namespace OrleansScaler.Silo.Telemetry;

/// <summary>Where measurements go. Section <c>Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    /// <summary>OTLP over gRPC, which collectors take on port 4317.</summary>
    public const string Grpc = "grpc";

    /// <summary>OTLP over HTTP, which Prometheus takes too.</summary>
    public const string Http = "http";

    /// <summary>
    /// An OTLP collector, such as <c>http://127.0.0.1:4317</c>; empty: nothing is measured or sent. With
    /// <see cref="Http"/> the address before <c>/v1/metrics</c>: Prometheus' is <c>http://HOST:9090/api/v1/otlp</c>.
    /// </summary>
    public string OtlpEndpoint { get; set; } = "";

    /// <summary><c>grpc</c> or <c>http</c>.</summary>
    [AllowedValues(Grpc, Http)]
    public string OtlpProtocol { get; set; } = Grpc;

    /// <summary>The service's name in traces and metrics.</summary>
    [Required]
    public string ServiceName { get; set; } = "orleans-scaler";

    /// <summary>
    /// Share of calls that are traced, where their caller did not decide it; at 0 no trace is sent at all, for
    /// collectors that take measurements only.
    /// </summary>
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
