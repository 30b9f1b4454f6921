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

    [LoggerMessage(
        1207, LogLevel.Information, "Spares of {Size} MB: {Known} known of before, {Spares} of them stand as spares.")]
    private partial void LogAdopted(string size, int known, int spares);

    [LoggerMessage(1208, LogLevel.Information, "Spares of {Size} MB: {Spares} stay for their next owner.")]
    private partial void LogKept(string size, int spares);

    [LoggerMessage(1209, LogLevel.Error, "Spares of {Size} MB: what is stored of them is refused.")]
    private partial void LogRefused(Exception fault, string size);

    [LoggerMessage(
        1210,
        LogLevel.Warning,
        "Spares of {Size} MB: the create of slot {Slot} was never answered; the slot may have leaked.")]
    private partial void LogIntentExpired(string size, string slot);

    [LoggerMessage(1211, LogLevel.Warning, "Spares of {Size} MB: the index of functions with slots cannot name them.")]
    private partial void LogIndexFailed(Exception fault, string size);

    [LoggerMessage(
        1212,
        LogLevel.Warning,
        "Spares of {Size} MB: function {Function} did not tell whether it has slot {Slot}. It is asked again.")]
    private partial void LogTakerNotAsked(Exception fault, string size, string slot, string function);
}
