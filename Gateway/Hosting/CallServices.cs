using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansScaler.Contracts.Clusters;
using OrleansScaler.Gateway.Assignments;
using OrleansScaler.Gateway.Calls;
using OrleansScaler.Gateway.Health;
using OrleansScaler.Gateway.Lag;

namespace OrleansScaler.Gateway.Hosting;

/// <summary>Composes what every call goes through.</summary>
internal static class CallServices
{
    /// <summary>Adds it.</summary>
    public static void AddCalls(this IServiceCollection services, GatewayOptions options, DrainTimes drain)
    {
        services.AddMetrics();
        services.AddSingleton<Readiness>();
        services.AddSingleton(drain);
        services.AddSingleton<GatewayDrain>();
        services.AddHostedService(provider => provider.GetRequiredService<GatewayDrain>());
        services.Configure<HostOptions>(host => host.ShutdownTimeout = drain.Timeout);

        services.AddSingleton<FunctionGrains>();
        services.AddSingleton(_ => new CallBound(options.MaximumCalls));
        services.AddSingleton(_ => new LagGate(options.MaximumLag));
        services.AddSingleton(provider => new LagProbe(
            provider.GetRequiredService<LagGate>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LagProbe>>()));
        services.AddHostedService(provider => provider.GetRequiredService<LagProbe>());
        services.AddSingleton<CallInstruments>();
        services.AddSingleton<CallDoor>();
        services.AddSingleton(provider => new GrainCall(
            options.RetryFor,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<CallInstruments>()));
        services.AddSingleton<CallSetup>();

        services.TryAddSingleton<IClusterChanges, NoClusterChanges>();
        services.AddSingleton<HeldInstruments>();
        services.AddSingleton(provider => new HeldAssignments(
            options.MaximumHeld,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<HeldInstruments>()));
        services.AddSingleton<HeldAnnouncer>();
        services.AddSingleton<AssignmentWatch>();
    }
}
