namespace OrleansScaler.Simulation.Tests.Replay;

/// <summary>What a scaler can do wrong.</summary>
internal enum Mischief
{
    None,
    Throttle,
    Throw,
    NoAssignment,
    Invent,
    LendAnyones,
    SkipInit,
    DestroyAfterAssign,
}
