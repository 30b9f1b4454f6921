using Microsoft.Extensions.Logging;

namespace OrleansScaler.Grains.Functions;

public sealed partial class SiloCompanions
{
    [LoggerMessage(1101, LogLevel.Warning, "Function {Function} was not told that a companion of it was called.")]
    private partial void LogNotTold(Exception fault, string function);
}
