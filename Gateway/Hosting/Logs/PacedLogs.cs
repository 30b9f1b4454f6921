using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansScaler.Gateway.Hosting.Logs;

/// <summary>Bounds how much is logged.</summary>
public static class PacedLogs
{
    /// <summary>
    /// At most 20 warnings and errors a second of each event; how many were left out is told with the next.
    /// </summary>
    /// <param name="services">The server's.</param>
    public static IServiceCollection AddPacedLogs(this IServiceCollection services) =>
        services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(provider => new PacedLoggerFactory(
            new LoggerFactory(
                provider.GetServices<ILoggerProvider>(),
                provider.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(),
                provider.GetRequiredService<IOptions<LoggerFactoryOptions>>()),
            provider.GetRequiredService<TimeProvider>())));
}
