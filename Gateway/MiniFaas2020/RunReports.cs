using OrleansScaler.Contracts.Functions;
using OrleansScaler.Protos.MiniFaas2020.Scheduler;
using OrleansScaler.Scheduling.Learning;

namespace OrleansScaler.Gateway.MiniFaas2020;

/// <summary>
/// What a ReturnContainer says of the run. The protocol has no list of error codes, so that what killed a container is
/// read from the words of code and message. In doubt it counts as killed: a cold start in vain costs a second, a call
/// sent to a dead container its caller's whole patience.
/// </summary>
internal static class RunReports
{
    private const double BytesPerMegabyte = 1L << 20;

    /// <summary>
    /// As the words are written with everything but letters left out, so that "OUT_OF_MEMORY", "OutOfMemoryError" and
    /// "out of memory" are one.
    /// </summary>
    private static readonly string[] s_outOfMemory =
        ["outofmemory", "oomkill", "memorylimit", "memoryexceeded", "exceedmemory", "exceededmemory"];

    private static readonly string[] s_timedOut = ["timeout", "timedout", "deadlineexceeded"];

    /// <summary>The report; a figure below zero counts as not told.</summary>
    public static RunReport Read(ReturnContainerRequest request) => new()
    {
        Duration = TimeSpan.FromTicks(
            Math.Max(0, request.DurationInNanos) / TimeSpan.NanosecondsPerTick),
        MemoryMegabytes = Math.Max(0, request.MaxMemoryUsageInBytes) / BytesPerMegabyte,
        End = EndOf(request.ErrorCode, request.ErrorMessage),
    };

    /// <summary>How a run ended.</summary>
    public static RunEnd EndOf(string code, string message)
    {
        if (code.Length == 0 && message.Length == 0)
        {
            return RunEnd.Good;
        }

        // Memory first: a container that was killed for it may well be told of as a call that timed out.
        var letters = string.Concat($"{code} {message}".Where(char.IsAsciiLetter)).ToLowerInvariant();
        return s_outOfMemory.Any(word => letters.Contains(word, StringComparison.Ordinal)) || SaysOom(code, message)
            ? RunEnd.OutOfMemory
            : s_timedOut.Any(word => letters.Contains(word, StringComparison.Ordinal))
                ? RunEnd.TimedOut
                : RunEnd.Failed;
    }

    /// <summary>Whether the container cannot be used any more: after both it is dead or still at work.</summary>
    public static bool IsUnusable(RunEnd end) => end is RunEnd.OutOfMemory or RunEnd.TimedOut;

    /// <summary>In capitals anywhere, as in "FunctionOOM"; otherwise only as a word, which "no room" is not.</summary>
    private static bool SaysOom(string code, string message) =>
        code.Contains("OOM", StringComparison.Ordinal)
        || message.Contains("OOM", StringComparison.Ordinal)
        || WordsOf(code).Concat(WordsOf(message)).Contains("oom", StringComparer.OrdinalIgnoreCase);

    private static string[] WordsOf(string text) =>
        string.Concat(text.Select(letter => char.IsAsciiLetter(letter) ? letter : ' ')).Split(' ');
}
