using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Simulation.SimulatedPlatforms;

namespace OrleansScaler.Simulation.Chaos;

/// <summary>The platform of a chaos run: the 2023 protocol, and what the run asks of it, on one port.</summary>
public static class ChaosPlatformHost
{
    /// <summary>
    /// How the platform behaves while nothing is wrong. Long enough that a kill can be aimed into every operation; a
    /// call that hangs takes effect when its caller has given up (<see cref="AnswerPatience"/>).
    /// </summary>
    public static SimulatedPlatformOptions Options => new()
    {
        CreateLatency = TimeSpan.FromMilliseconds(150),
        InitLatency = TimeSpan.FromMilliseconds(200),
        DestroyLatency = TimeSpan.FromMilliseconds(50),
        HangFor = AnswerPatience + TimeSpan.FromSeconds(1),
        RemembersCreates = true,
    };

    /// <summary>How long a scaler under chaos is to wait for one answer of the platform.</summary>
    public static TimeSpan AnswerPatience { get; } = TimeSpan.FromSeconds(3);

    /// <summary>Starts the server.</summary>
    /// <param name="listen">Where to listen; port 0 finds a free one.</param>
    /// <exception cref="StartException">The port is taken.</exception>
    public static Task<GrpcHost> StartAsync(HostPort listen)
    {
        var options = Options;
        var faults = new FaultPlan(options);
        var platform = new SimulatedPlatform(options, TimeProvider.System, faults);
        return GrpcHost.StartAsync(
            listen,
            services => services
                .AddSingleton(platform)
                .AddSingleton(faults)
                .AddSingleton(new CallerLends(platform.Slots))
                .AddSingleton(new KnownFunctions([])),
            endpoints =>
            {
                endpoints.MapGrpcService<PlatformService>();
                endpoints.MapGrpcService<PlatformControlService>();
            });
    }
}
