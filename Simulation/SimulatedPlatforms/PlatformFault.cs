namespace OrleansScaler.Simulation.SimulatedPlatforms;

/// <summary>What goes wrong with one call to the simulated platform.</summary>
public enum PlatformFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The call is lost: nothing happens and no answer comes.</summary>
    Drop,

    /// <summary>The call takes effect, its answer is lost.</summary>
    LoseAnswer,

    /// <summary>The call takes effect <see cref="SimulatedPlatformOptions.HangFor"/> late.</summary>
    Hang,

    /// <summary>The call takes <see cref="SimulatedPlatformOptions.SlowFactor"/> times as long.</summary>
    Slow,

    /// <summary>An internal error; nothing happens.</summary>
    Error,

    /// <summary>Refused for load; nothing happens.</summary>
    Throttle,

    /// <summary>Cannot be reached; nothing happens.</summary>
    Unavailable,

    /// <summary>A create makes two slots and answers one. Other operations are not touched.</summary>
    Duplicate,

    /// <summary>
    /// A create makes a slot of another size, which the init then refuses; an init is refused outright as if the slot
    /// had another size. A destroy is not touched.
    /// </summary>
    WrongMemory,
}
