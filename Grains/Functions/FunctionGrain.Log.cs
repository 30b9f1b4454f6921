using Microsoft.Extensions.Logging;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Grains.Functions;

public sealed partial class FunctionGrain
{
    [LoggerMessage(1001, LogLevel.Debug, "Function {Function}: create slot {Slot}, because {Reason}.")]
    private partial void LogCreate(string function, string slot, Reason reason);

    [LoggerMessage(1002, LogLevel.Debug, "Function {Function}: destroy slot {Slot}, because {Reason}.")]
    private partial void LogDestroy(string function, string slot, Reason reason);

    [LoggerMessage(1003, LogLevel.Debug, "Function {Function}: reject request {Request}, because {Reason}.")]
    private partial void LogReject(string function, string request, Reason reason);

    [LoggerMessage(
        1004, LogLevel.Warning, "Function {Function}: slot {Slot} failed to {Step}: {Outcome}. {Message}")]
    private partial void LogStartFailed(
        string function, string slot, string step, PlatformOutcome outcome, string? message);

    [LoggerMessage(1005, LogLevel.Warning, "Function {Function}: slot {Slot} was not destroyed: {Outcome}. {Message}")]
    private partial void LogDestroyFailed(string function, string slot, PlatformOutcome outcome, string? message);

    [LoggerMessage(1006, LogLevel.Error, "Function {Function}: work on slot {Slot} ended in a fault of ours.")]
    private partial void LogFault(Exception fault, string function, string slot);

    [LoggerMessage(1007, LogLevel.Warning, "Function {Function}: gave up waiting for its slots to be destroyed.")]
    private partial void LogCloseTimedOut(string function);

    [LoggerMessage(1008, LogLevel.Warning, "Function {Function}: {Victim} was asked for an idle slot and failed.")]
    private partial void LogReclaimFailed(Exception fault, string function, string victim);

    [LoggerMessage(1009, LogLevel.Warning, "Function {Function}: slot {Slot} has to do without the spares.")]
    private partial void LogSparesFailed(Exception fault, string function, string slot);

    [LoggerMessage(1010, LogLevel.Debug, "Function {Function}: {To} requests share a slot, not {From}: {Reason}.")]
    private partial void LogConcurrency(string function, int from, int to, Reason reason);

    [LoggerMessage(1012, LogLevel.Warning, "Function {Function}: the directory was not told of slot {Slot}.")]
    private partial void LogDirectoryFailed(Exception fault, string function, string slot);

    [LoggerMessage(1013, LogLevel.Warning, "Function {Function}: {Count} slots were lost with their node.")]
    private partial void LogSlotsLost(string function, int count);

    [LoggerMessage(
        1021,
        LogLevel.Information,
        "Function {Function}: {Slots} slots of before taken over, handed over: {IsHandOver}.")]
    private partial void LogAdopted(string function, int slots, bool isHandOver);

    [LoggerMessage(1022, LogLevel.Information, "Function {Function}: {Slots} slots handed over.")]
    private partial void LogHandedOver(string function, int slots);

    [LoggerMessage(
        1023,
        LogLevel.Warning,
        "Function {Function}: the store is late; its slots of before are found when it answers.")]
    private partial void LogRecoversLater(string function);

    [LoggerMessage(1024, LogLevel.Error, "Function {Function}: its stored slots are refused.")]
    private partial void LogRefused(Exception fault, string function);

    [LoggerMessage(
        1025,
        LogLevel.Warning,
        "Function {Function}: the create of slot {Slot} was never answered; perhaps it leaked.")]
    private partial void LogIntentExpired(string function, string slot);

    [LoggerMessage(1026, LogLevel.Warning, "Function {Function}: the index of functions with slots cannot name it.")]
    private partial void LogIndexFailed(Exception fault, string function);

    [LoggerMessage(1027, LogLevel.Error, "Function {Function}: its last word was not stored.")]
    private partial void LogNotFlushed(Exception fault, string function);

    [LoggerMessage(1014, LogLevel.Debug, "Function {Function}: request {Request} is given up, because {Reason}.")]
    private partial void LogVanished(string function, string request, Reason reason);
}
