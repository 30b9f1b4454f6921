using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Simulation.SimulatedPlatforms;

namespace OrleansScaler.Simulation.Hosting;

/// <summary>Serves a simulated platform by the 2023 protocol.</summary>
public static class PlatformHost
{
    /// <summary>Starts the server.</summary>
    /// <param name="listen">Where to listen; port 0 finds a free one.</param>
    /// <param name="platform">The platform.</param>
    /// <param name="functions">Functions whose exact memory is known; others are taken as the wire has them.</param>
    /// <exception cref="StartException">The port is taken.</exception>
    public static Task<GrpcHost> StartAsync(
        HostPort listen, SimulatedPlatform platform, IEnumerable<FunctionSpec> functions) =>
        GrpcHost.StartAsync(
            listen,
            services => services.AddSingleton(platform).AddSingleton(new KnownFunctions(functions)),
            endpoints => endpoints.MapGrpcService<PlatformService>());
}
