using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using OrleansScaler.Gateway.MiniFaas2020;
using OrleansScaler.Grains.Fencing;
using OrleansScaler.Grains.Functions;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Recovery;

namespace OrleansScaler.Silo.Telemetry;

/// <summary>Sends meters and spans to a collector, where one is configured.</summary>
internal static class TelemetryServices
{
    /// <summary>The web server's span of each request: without it as parent, ours would count as unsampled.</summary>
    private const string WebServerSpans = "Microsoft.AspNetCore";

    private static readonly string[] s_meters =
    [
        FunctionInstruments.Name,
        ReturnInstruments.Name,
        LedgerInstruments.Name,
        FenceInstruments.Name,
        RecoveryInstruments.Name,
    ];

    /// <summary>Adds the exporters; without a collector nothing listens and nothing is measured.</summary>
    public static void AddTelemetry(this IServiceCollection services, TelemetryOptions options)
    {
        if (options.OtlpEndpoint.Length == 0)
        {
            return;
        }

        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(options.ServiceName))
            .WithMetrics(metrics => metrics
                .AddMeter(s_meters)
                .AddOtlpExporter(exporter => Address(exporter, options, "metrics")));
        if (options.TracedShare > 0)
        {
            telemetry.WithTracing(tracing => tracing
                .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.TracedShare)))
                .AddSource(FunctionInstruments.Name, WebServerSpans)
                .AddOtlpExporter(exporter => Address(exporter, options, "traces")));
        }
    }

    /// <summary>Over HTTP each signal has a path of its own; the exporter adds none to a given address.</summary>
    private static void Address(OtlpExporterOptions exporter, TelemetryOptions options, string signal)
    {
        var isHttp = options.OtlpProtocol == TelemetryOptions.Http;
        exporter.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = new Uri(
            isHttp ? $"{options.OtlpEndpoint.TrimEnd('/')}/v1/{signal}" : options.OtlpEndpoint);
    }
}
