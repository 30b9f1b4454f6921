using Microsoft.Extensions.Logging;

namespace OrleansScaler.Gateway.MiniFaas2020;

internal sealed partial class ContainerReturns
{
    // Below a warning, because callers choose how many there are; the counter tells.
    [LoggerMessage(
        2001, LogLevel.Debug, "Request {Request} returned container {Container} without effect: unknown {What}.")]
    private partial void LogUnknown(string request, string container, string what);
}
