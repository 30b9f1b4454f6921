using System.Diagnostics;
using System.Diagnostics.Metrics;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace OrleansScaler.Conformance.Tests.Telemetry;

public sealed class TelemetryHostingTests
{
    [Fact]
    public async Task Host_WithMetrics_FlushesWhatWasCountedWhenItIsDisposed()
    {
        using Meter meter = new($"meter-{Guid.NewGuid()}");
        Collected<Metric> collected = new(metric => $"{metric.Name}={SumOf(metric)}");
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(meter.Name)
            .AddReader(new PeriodicExportingMetricReader(collected, Timeout.Infinite)));
        Counter<long> counter = meter.CreateCounter<long>("assigns");

        using (IHost host = builder.Build())
        {
            await host.StartAsync();
            counter.Add(3);
            await host.StopAsync();
        }

        Assert.Equal(["assigns=3"], collected.Items);
    }

    [Fact]
    public async Task Host_WithTracing_RecordsSpansOnceItHasStarted()
    {
        using ActivitySource source = new($"source-{Guid.NewGuid()}");
        Collected<Activity> collected = new(span => span.OperationName);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("scaler"))
            .WithTracing(tracing => tracing
                .AddSource(source.Name)
                .AddProcessor(new SimpleActivityExportProcessor(collected)));

        Assert.Null(source.StartActivity("before"));
        using IHost host = builder.Build();
        await host.StartAsync();
        source.StartActivity("during")?.Dispose();
        await host.StopAsync();

        Assert.Equal(["during"], collected.Items);
        Assert.Equal("scaler", collected.ServiceName);
    }

    [Fact]
    public void AddOpenTelemetry_CalledTwice_AddsOneHostedService()
    {
        ServiceCollection services = new();

        services.AddOpenTelemetry();
        services.AddOpenTelemetry();

        Assert.Single(services, service => service.ServiceType == typeof(IHostedService));
    }

    private static long SumOf(Metric metric)
    {
        long sum = 0;
        foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
        {
            sum += point.GetSumLong();
        }

        return sum;
    }

    private sealed class Collected<T>(Func<T, string> describe) : BaseExporter<T>
        where T : class
    {
        public List<string> Items { get; } = [];

        public string? ServiceName { get; private set; }

        public override ExportResult Export(in Batch<T> batch)
        {
            ServiceName = ParentProvider.GetResource().Attributes
                .FirstOrDefault(attribute => attribute.Key == "service.name").Value as string;
            foreach (T item in batch)
            {
                Items.Add(describe(item));
            }

            return ExportResult.Success;
        }
    }
}
