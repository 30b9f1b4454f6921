using OrleansScaler.Simulation.SimulatedPlatforms;

namespace OrleansScaler.Simulation.Chaos;

/// <summary>What the platform of a chaos run counted.</summary>
public sealed record PlatformSums
{
    /// <summary>Slots made.</summary>
    public long Created { get; init; }

    /// <summary>Slots given back.</summary>
    public long Destroyed { get; init; }

    /// <summary>Instances lent to a request while another had them.</summary>
    public long LentTwice { get; init; }

    /// <summary>Slots destroyed while a request ran in them.</summary>
    public long DestroyedWhileLent { get; init; }

    /// <summary>Any other wrong.</summary>
    public long Others { get; init; }

    /// <summary>The first wrongs, in words.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>Slots alive, the oldest first; as many as were asked for.</summary>
    public IReadOnlyList<AliveSlot> AliveSlots { get; init; } = [];
}
