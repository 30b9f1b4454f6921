using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.TestingHost;

public static class TimeProviderTestingExtensions
{
    public static IServiceCollection UseTimeProviderForBackgroundAreas(
        this IServiceCollection services, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(timeProvider);
        services.AddKeyedSingleton(KeyedService.AnyKey, timeProvider);

        // An exact key beats the one for any key.
        return services.AddKeyedSingleton(
            TimeProviderNames.Grains, static (sp, _) => sp.GetRequiredService<TimeProvider>());
    }
}
