namespace OrleansScaler.Simulation.Chaos;

/// <summary>What can befall a run.</summary>
public enum FaultKind
{
    /// <summary>The server is killed.</summary>
    Kill,

    /// <summary>It is killed while the platform makes a slot for it.</summary>
    KillInCreate,

    /// <summary>It is killed while an instance is inited.</summary>
    KillInInit,

    /// <summary>It is killed just after a burst of cold calls.</summary>
    KillInBurst,

    /// <summary>It is killed while a slot is given back.</summary>
    KillInDestroy,

    /// <summary>It is killed just after many new functions were called: while it writes their records.</summary>
    KillInWrite,

    /// <summary>It stands still for a while, as in a paused machine.</summary>
    Freeze,

    /// <summary>It is asked to end, and started again.</summary>
    Restart,

    /// <summary>Its writes fail for a while, as on a full disk.</summary>
    DiskFull,

    /// <summary>The platform refuses every call.</summary>
    PlatformAway,

    /// <summary>The platform's calls take effect after their caller gave up.</summary>
    PlatformHangs,

    /// <summary>The platform takes many times as long.</summary>
    PlatformSlow,

    /// <summary>The platform does as asked, and its answers are lost.</summary>
    PlatformLosesAnswers,

    /// <summary>A process of callers is killed with all its requests.</summary>
    KillCallers,
}
