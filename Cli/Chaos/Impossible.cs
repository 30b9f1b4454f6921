using OrleansScaler.Simulation.Chaos;

namespace OrleansScaler.Cli.Chaos;

/// <summary>Faults that people ask for and that cannot be brought about honestly from outside, and why.</summary>
internal static class Impossible
{
    /// <summary>The same on every machine.</summary>
    public static IReadOnlyList<SkippedFault> Always { get; } =
    [
        new("clock-jump", "the server reads the machine's clock; only the machine's owner can set it"),
        new("store-slow", "the store is a folder of this machine; slowing one folder needs a file system of its own"),
    ];

    /// <summary>Whether this machine lacks what a fault needs.</summary>
    public static SkippedFault? Here(FaultKind kind) => kind switch
    {
        _ when OperatingSystem.IsLinux() => null,
        FaultKind.Freeze => new("freeze", "signals that stop a process are numbered here as on Linux"),
        FaultKind.DiskFull => new("disk-full", "limits of a running process can be set on Linux only"),
        _ => null,
    };
}
