namespace OrleansScaler.Scheduling.Tests.Properties;

/// <summary>How a pool ends.</summary>
internal enum DeathKind
{
    /// <summary>It hands over.</summary>
    HandOver,

    /// <summary>Its process dies; the board is still there.</summary>
    CrashWithBoard,

    /// <summary>Its process dies, and nothing tells how slots were used.</summary>
    BlindCrash,
}
