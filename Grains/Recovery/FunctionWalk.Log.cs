using Microsoft.Extensions.Logging;

namespace OrleansScaler.Grains.Recovery;

internal sealed partial class FunctionWalk
{
    [LoggerMessage(1413, LogLevel.Warning,
        "{Count} functions still cannot be asked for their slots, such as {Function}. They are asked again.")]
    private partial void LogNotAsked(int count, string function);

    [LoggerMessage(1414, LogLevel.Debug, "Function {Function} could not be asked for its slots.")]
    private partial void LogAskFailed(Exception fault, string function);
}
