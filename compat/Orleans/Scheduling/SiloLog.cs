using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Scheduling;

internal static partial class SiloLog
{
    [LoggerMessage(1, LogLevel.Error, "Grain {GrainId} failed to activate.")]
    internal static partial void ActivationFailed(this ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(2, LogLevel.Error, "Grain {GrainId} failed while it was deactivated.")]
    internal static partial void DeactivationFailed(this ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(3, LogLevel.Error, "Grain {GrainId} failed while it was disposed of.")]
    internal static partial void DisposalFailed(this ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(4, LogLevel.Warning, "A timer callback of {GrainId} failed.")]
    internal static partial void TimerFailed(this ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(5, LogLevel.Error, "A timer callback of {GrainId} failed when it was cancelled.")]
    internal static partial void TimerCancellationFailed(this ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(6, LogLevel.Warning, "Stopped while {Count} activations were still busy.")]
    internal static partial void StoppedBusy(this ILogger logger, int count);
}
