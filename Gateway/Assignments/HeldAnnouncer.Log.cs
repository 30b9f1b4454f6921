using Microsoft.Extensions.Logging;

namespace OrleansScaler.Gateway.Assignments;

internal sealed partial class HeldAnnouncer
{
    [LoggerMessage(
        2002, LogLevel.Debug, "Function {Function}: its owner was told of {Told} instances held, and knows {Known}.")]
    private partial void LogTold(string function, int told, int known);

    [LoggerMessage(
        2003, LogLevel.Warning, "Function {Function}: its owner was not told which of its instances are held.")]
    private partial void LogNotTold(Exception fault, string function);
}
