using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Membership;
using Orleans.Runtime;
using Orleans.Scheduling;

namespace Orleans.Hosting;

internal sealed class SiloBuilder : ISiloBuilder
{
    internal SiloBuilder(IServiceCollection services, IConfiguration configuration)
    {
        Services = services;
        Configuration = configuration;
        if (services.Any(static service => service.ServiceType == typeof(SiloRuntime)))
        {
            // UseOrleans may be called again to add to what is there.
            return;
        }

        ClockRegistration.Add(services);
        services.AddLogging();
        services.AddOptions();
        services.AddSingleton<SiloRuntime>();
        services.AddSingleton<LocalSilo>();
        services.TryAddSingleton<ILocalSiloDetails>(static sp => sp.GetRequiredService<LocalSilo>());
        services.TryAddSingleton<IClusterClient>(static sp => sp.GetRequiredService<SiloRuntime>().GrainFactory);
        services.TryAddSingleton<IGrainFactory>(static sp => sp.GetRequiredService<SiloRuntime>().GrainFactory);
        services.TryAddSingleton<IGrainContextAccessor, CurrentContextAccessor>();
        services.AddSingleton<SoleSilo>();
        services.TryAddSingleton<ISiloStatusOracle>(static sp => sp.GetRequiredService<SoleSilo>());
        services.TryAddSingleton<IClusterMembershipService>(static sp => sp.GetRequiredService<SoleSilo>());
        services.AddScoped<ActivationHolder>();
        services.TryAddScoped(static sp => sp.GetRequiredService<ActivationHolder>().Context);
        services.AddSingleton<SiloOptionsValidator>();
        services.AddHostedService<SiloHostedService>();
    }

    public IServiceCollection Services { get; }

    public IConfiguration Configuration { get; }
}
