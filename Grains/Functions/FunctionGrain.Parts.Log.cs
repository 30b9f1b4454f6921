using Microsoft.Extensions.Logging;

namespace OrleansScaler.Grains.Functions;

/// <content>What is told of a hot function's parts.</content>
public sealed partial class FunctionGrain
{
    [LoggerMessage(1028, LogLevel.Information, "Function {Function}: its calls go to {To} parts instead of {From}.")]
    private partial void LogPartsChanged(string function, int from, int to);

    [LoggerMessage(
        1029,
        LogLevel.Warning,
        "Function {Function}: its calls stay with {From} parts, because {To} were not ready within {Within}.")]
    private partial void LogPartsNotReady(string function, int from, int to, TimeSpan within);

    [LoggerMessage(1030, LogLevel.Warning, "Function {Function}: its part {Part} cannot be got ready now.")]
    private partial void LogPartNotAsked(Exception fault, string function, int part);
}
