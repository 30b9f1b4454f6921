using Microsoft.AspNetCore.Builder;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Echo;

/// <summary>Serves the echo.</summary>
internal static class EchoHost
{
    public static Task<GrpcHost> StartAsync(HostPort listen) =>
        GrpcHost.StartAsync(listen, _ => { }, endpoints => endpoints.MapGrpcService<EchoService>());
}
