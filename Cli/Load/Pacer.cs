using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OrleansScaler.Cli.Load;

/// <summary>
/// Tells when the next pair is due, on a thread of its own. The library's timers wake a millisecond or two late, and
/// as latency counts from when a pair was due, that lateness would be most of what a fast server is said to take.
/// </summary>
internal static class Pacer
{
    /// <summary>Longest sleep, so that an end is seen in time.</summary>
    private static readonly long s_longest = Stopwatch.Frequency / 100;

    /// <summary>Waits until a time has come, or the limit has.</summary>
    /// <param name="due">On <see cref="Stopwatch.GetTimestamp"/>'s clock.</param>
    /// <param name="limit">Where the load ends.</param>
    public static void WaitUntil(long due, LoadLimit limit)
    {
        for (var left = due - Stopwatch.GetTimestamp(); left > 0 && limit.Open; left = due - Stopwatch.GetTimestamp())
        {
            Sleep(Math.Min(left, s_longest));
        }
    }

    private static void Sleep(long ticks)
    {
        const long NanosecondsPerSecond = 1_000_000_000;
        if (OperatingSystem.IsWindows())
        {
            Thread.Sleep(1);
            return;
        }

        // A sleep that a signal breaks off is slept again by the caller's loop.
        var nanoseconds = (long)(ticks * (NanosecondsPerSecond / (double)Stopwatch.Frequency));
        var length = new Length((nint)(nanoseconds / NanosecondsPerSecond), (nint)(nanoseconds % NanosecondsPerSecond));
        _ = SleepNanoseconds(in length, IntPtr.Zero);
    }

    [DllImport("libc", EntryPoint = "nanosleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SleepNanoseconds(in Length length, IntPtr rest);

    /// <summary>C's <c>timespec</c>.</summary>
    private readonly record struct Length(nint Seconds, nint Nanoseconds);
}
