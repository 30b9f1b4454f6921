namespace OrleansScaler.Simulation.Chaos;

/// <summary>What is fixed about a kind of fault.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">Its name on the command line and in reports.</param>
/// <param name="Track">Whom it befalls.</param>
/// <param name="Shortest">Least time that it lasts; of a killed server, that it stays away.</param>
/// <param name="Longest">Most time that it lasts.</param>
/// <param name="Around">Time that it needs beside that: to come about, and to be got over.</param>
public sealed record FaultShape(
    FaultKind Kind, string Name, FaultTrack Track, TimeSpan Shortest, TimeSpan Longest, TimeSpan Around)
{
    /// <summary>
    /// A server that is started again was seen to need 1.5 s, and an operation to aim at comes in a few.
    /// </summary>
    private const double ServerAround = 5;

    private const double PlatformAround = 3;

    /// <summary>Callers that die all the time would take every lost request with them.</summary>
    private const double CallersAround = 15;

    /// <summary>All kinds, in the order of the enum.</summary>
    public static IReadOnlyList<FaultShape> All { get; } =
    [
        OfServer(FaultKind.Kill, "kill", 0, 2),
        OfServer(FaultKind.KillInCreate, "kill-in-create", 0, 2),
        OfServer(FaultKind.KillInInit, "kill-in-init", 0, 2),
        OfServer(FaultKind.KillInBurst, "kill-in-burst", 0, 2),
        OfServer(FaultKind.KillInDestroy, "kill-in-destroy", 0, 2),
        OfServer(FaultKind.KillInWrite, "kill-in-write", 0, 2),
        OfServer(FaultKind.Freeze, "freeze", 5, 30),
        OfServer(FaultKind.Restart, "restart", 0, 1),
        OfServer(FaultKind.DiskFull, "disk-full", 2, 6),
        OfPlatform(FaultKind.PlatformAway, "platform-away", 2, 10),
        OfPlatform(FaultKind.PlatformHangs, "platform-hangs", 2, 8),
        OfPlatform(FaultKind.PlatformSlow, "platform-slow", 2, 8),
        OfPlatform(FaultKind.PlatformLosesAnswers, "platform-loses-answers", 1, 4),
        Of(FaultKind.KillCallers, "kill-callers", FaultTrack.Callers, (0, 0), CallersAround),
    ];

    /// <summary>The shape of a kind.</summary>
    public static FaultShape Of(FaultKind kind) => All[(int)kind];

    /// <summary>The kind of a name; null when there is none of it.</summary>
    public static FaultKind? Find(string name) => All.FirstOrDefault(shape => shape.Name == name)?.Kind;

    private static FaultShape OfServer(FaultKind kind, string name, double shortest, double longest) =>
        Of(kind, name, FaultTrack.Server, (shortest, longest), ServerAround);

    private static FaultShape OfPlatform(FaultKind kind, string name, double shortest, double longest) =>
        Of(kind, name, FaultTrack.Platform, (shortest, longest), PlatformAround);

    private static FaultShape Of(
        FaultKind kind, string name, FaultTrack track, (double Shortest, double Longest) seconds, double around) =>
        new(
            kind,
            name,
            track,
            TimeSpan.FromSeconds(seconds.Shortest),
            TimeSpan.FromSeconds(seconds.Longest),
            TimeSpan.FromSeconds(around));
}
