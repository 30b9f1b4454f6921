using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Orleans.Hosting;

internal sealed class ClientBuilder : IClientBuilder
{
    internal ClientBuilder(IServiceCollection services, IConfiguration configuration)
    {
        Services = services;
        Configuration = configuration;
        if (services.Any(static service => service.ServiceType == typeof(ClientRuntime)))
        {
            return;
        }

        ClockRegistration.Add(services);
        services.AddOptions();
        services.AddSingleton<ClientRuntime>();
        services.TryAddSingleton<IClusterClient>(static sp => sp.GetRequiredService<ClientRuntime>().Client);
        services.TryAddSingleton<IGrainFactory>(static sp => sp.GetRequiredService<ClientRuntime>().Client);
        services.AddHostedService(static sp => sp.GetRequiredService<ClientRuntime>());
    }

    public IServiceCollection Services { get; }

    public IConfiguration Configuration { get; }
}
