namespace OrleansScaler.Simulation.Cells;

/// <summary>Why a scheduler gave a call no container.</summary>
public enum CellRefusal
{
    /// <summary>No room, and no node left (wire: RESOURCE_EXHAUSTED).</summary>
    Exhausted,

    /// <summary>Its deadline would come first (wire: DEADLINE_EXCEEDED).</summary>
    TooLate,

    /// <summary>Something broke (wire: INTERNAL).</summary>
    Broken,
}
