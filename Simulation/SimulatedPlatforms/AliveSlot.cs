namespace OrleansScaler.Simulation.SimulatedPlatforms;

/// <summary>A slot that was made and not given back. The property names are keys of the JSON.</summary>
public sealed record AliveSlot
{
    /// <summary>The platform's name of it.</summary>
    public required string Id { get; init; }

    /// <summary>Request id of the create that made it.</summary>
    public required string CreateRequestId { get; init; }

    /// <summary>Key of the function that an init chose; null before.</summary>
    public string? Function { get; init; }

    /// <summary>The request that has the instance; null while nobody has.</summary>
    public string? LentTo { get; init; }

    /// <summary>When it was made, since the platform was started.</summary>
    public required double CreatedAtMs { get; init; }

    /// <summary>Whether its init ended.</summary>
    public required bool Inited { get; init; }
}
