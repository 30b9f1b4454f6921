using Microsoft.Extensions.Logging;

namespace OrleansScaler.Grains.Fencing;

public sealed partial class SiloFence
{
    [LoggerMessage(1431, LogLevel.Warning,
        "This process did not run for {Frozen}. It lends nothing until it knows whether it still counts.")]
    private partial void LogFrozen(TimeSpan frozen);

    [LoggerMessage(1432, LogLevel.Warning, "This silo still counts; it goes on. Nothing was lent for {Closed}.")]
    private partial void LogOpened(TimeSpan closed);

    [LoggerMessage(1433, LogLevel.Critical, "The others gave this silo up while it was frozen. It lends nothing more.")]
    private partial void LogShut();

    [LoggerMessage(1434, LogLevel.Warning, "The members could not be read ({Tries} times). It is tried again.")]
    private partial void LogNotRead(Exception fault, long tries);
}
