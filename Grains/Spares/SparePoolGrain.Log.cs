using Microsoft.Extensions.Logging;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Grains.Spares;

public sealed partial class SparePoolGrain
{
    [LoggerMessage(1201, LogLevel.Debug, "Spares of {Size} MB: create slot {Slot}, because {Reason}.")]
    private partial void LogCreate(string size, string slot, Reason reason);

    [LoggerMessage(1202, LogLevel.Debug, "Spares of {Size} MB: destroy slot {Slot}, because {Reason}.")]
    private partial void LogDestroy(string size, string slot, Reason reason);

    [LoggerMessage(1203, LogLevel.Warning, "Spares of {Size} MB: slot {Slot} was not made: {Outcome}. {Message}")]
    private partial void LogCreateFailed(string size, string slot, PlatformOutcome outcome, string? message);

    [LoggerMessage(1204, LogLevel.Warning, "Spares of {Size} MB: slot {Slot} was not destroyed: {Outcome}. {Message}")]
    private partial void LogDestroyFailed(string size, string slot, PlatformOutcome outcome, string? message);

    [LoggerMessage(1205, LogLevel.Error, "Spares of {Size} MB: work on slot {Slot} ended in a fault of ours.")]
    private partial void LogFault(Exception fault, string size, string slot);

    [LoggerMessage(1206, LogLevel.Warning, "Spares of {Size} MB: gave up waiting for them to be destroyed.")]
    private partial void LogCloseTimedOut(string size);
}
