namespace OrleansScaler.Simulation.SimulatedPlatforms;

/// <summary>What a scaler can ask of a platform.</summary>
public enum PlatformOperation
{
    /// <summary>Make a slot.</summary>
    Create,

    /// <summary>Make an instance in a slot.</summary>
    Init,

    /// <summary>Give a slot back.</summary>
    Destroy,
}
