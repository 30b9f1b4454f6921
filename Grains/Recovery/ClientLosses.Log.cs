using Microsoft.Extensions.Logging;

namespace OrleansScaler.Grains.Recovery;

public sealed partial class ClientLosses
{
    [LoggerMessage(1421, LogLevel.Debug, "The list of silos could not be read. It is tried again.")]
    private partial void LogNotRead(Exception fault);
}
