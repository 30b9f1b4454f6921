namespace OrleansScaler.Simulation.SimulatedPlatforms;

/// <summary>Why an instance cannot serve the request it was lent to.</summary>
public enum LendRefusal
{
    /// <summary>No living slot has an instance of that name: there never was one, or it was given back.</summary>
    UnknownInstance,

    /// <summary>Its init has not ended.</summary>
    NotInited,

    /// <summary>It is an instance of another function.</summary>
    OtherFunction,

    /// <summary>Another request has it.</summary>
    AlreadyLent,
}
