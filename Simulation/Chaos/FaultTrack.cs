namespace OrleansScaler.Simulation.Chaos;

/// <summary>Whom a fault befalls. Faults of one track come one after the other, those of several may overlap.</summary>
public enum FaultTrack
{
    /// <summary>The server: two outages at once would be one.</summary>
    Server,

    /// <summary>The platform.</summary>
    Platform,

    /// <summary>The callers.</summary>
    Callers,
}
