using System.Runtime.InteropServices;

namespace OrleansScaler.Cli.Processes;

/// <summary>What the library cannot do to another process.</summary>
internal static class ProcessControl
{
    /// <summary>RLIMIT_FSIZE: how long a file may get by a write.</summary>
    private const int FileSize = 1;

    /// <summary>Sends a signal.</summary>
    /// <param name="processId">The process; one that this program started.</param>
    /// <param name="signal">The signal.</param>
    /// <returns>Whether it was sent; false when the process has ended.</returns>
    public static bool Signal(int processId, ProcessSignal signal) =>
        !OperatingSystem.IsWindows() && SendSignal(processId, (int)signal) == 0;

    /// <summary>
    /// Bounds how long a process's writes may make a file, or lifts the bound. Only the soft limit is set, which may be
    /// raised again.
    /// </summary>
    /// <param name="processId">The process; one that this program started.</param>
    /// <param name="bytes">The bound; null lifts it.</param>
    /// <returns>Whether it is so now.</returns>
    public static bool LimitFileSize(int processId, long? bytes) =>
        OperatingSystem.IsLinux()
        && GetLimit(processId, FileSize, IntPtr.Zero, out var limit) == 0
        && SetLimit(processId, FileSize, limit with { Soft = (ulong?)bytes ?? limit.Hard }, IntPtr.Zero) == 0;

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);

    [DllImport("libc", EntryPoint = "prlimit64", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetLimit(int processId, int resource, IntPtr unchanged, out Limit old);

    [DllImport("libc", EntryPoint = "prlimit64", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int processId, int resource, in Limit wanted, IntPtr unasked);

    /// <summary>C's <c>rlimit</c>.</summary>
    private readonly record struct Limit(ulong Soft, ulong Hard);
}
