using System.Runtime.InteropServices;

namespace OrleansScaler.Grains.Fencing;

/// <summary>
/// The system's clocks, as a fence needs them: timestamps that go on while the process is stopped, and, where the
/// system can tell, while the whole machine is suspended. On Linux that is <c>CLOCK_BOOTTIME</c>;
/// <c>CLOCK_MONOTONIC</c>, which <see cref="System.Diagnostics.Stopwatch"/> reads, stands still during a suspend.
/// Elsewhere it is the stopwatch's. Never set by anybody; a virtual machine that its host pauses may miss the pause in
/// both, which only its wall clock tells, once that is set right.
/// </summary>
public sealed class SteadyClock : TimeProvider
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The clock's number in Linux' <c>time.h</c>.</summary>
    private const int BootTime = 7;

    private static readonly bool s_hasBootTime = FindBootTime();

    private SteadyClock()
    {
    }

    /// <summary>The only one.</summary>
    public static SteadyClock Instance { get; } = new();

    /// <inheritdoc/>
    public override long TimestampFrequency => s_hasBootTime ? NanosecondsPerSecond : base.TimestampFrequency;

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        if (!s_hasBootTime)
        {
            return base.GetTimestamp();
        }

        _ = ReadClock(BootTime, out var read);
        return (read.Seconds * NanosecondsPerSecond) + read.Nanoseconds;
    }

    private static bool FindBootTime()
    {
        // A 32-bit process has another layout of the answer.
        if (!OperatingSystem.IsLinux() || IntPtr.Size != sizeof(long))
        {
            return false;
        }

        try
        {
            return ReadClock(BootTime, out _) == 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Some 30 ns, in user space: the runtime need not prepare for a wait.</summary>
    [DllImport("libc", EntryPoint = "clock_gettime", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [SuppressGCTransition]
    private static extern int ReadClock(int clock, out Reading reading);

    [StructLayout(LayoutKind.Sequential)]
    private struct Reading
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
