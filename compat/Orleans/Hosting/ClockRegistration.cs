using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Orleans.Hosting;

/// <summary>Each part of the runtime asks for its area's clock; all are the default one unless told.</summary>
internal static class ClockRegistration
{
    internal static void Add(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddKeyedSingleton<TimeProvider>(
            KeyedService.AnyKey, static (sp, _) => sp.GetRequiredService<TimeProvider>());
    }
}
