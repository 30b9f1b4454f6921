using Microsoft.Extensions.Logging;

namespace OrleansScaler.Gateway.Hosting;

internal sealed partial class GatewayDrain
{
    [LoggerMessage(
        2004,
        LogLevel.Information,
        "Not ready any more. New calls are taken for {Notice}; then {Calls} for those in hand.")]
    private partial void LogDraining(TimeSpan notice, TimeSpan calls);
}
