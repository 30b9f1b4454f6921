namespace OrleansScaler.Twin.Tests.Live;

/// <summary>What happens, in the order of what happens at one instant: the simulator's.</summary>
internal enum LiveEventKind
{
    /// <summary>A call ends.</summary>
    Completed,

    /// <summary>A slot is made, and its init begins. Decides nothing.</summary>
    Made,

    /// <summary>A start ends, well or not; or a spare is made.</summary>
    Started,
}
