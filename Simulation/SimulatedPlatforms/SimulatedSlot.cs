using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Simulation.SimulatedPlatforms;

/// <summary>One slot as the platform knows it. Guarded by the lock of its <see cref="SimulatedSlots"/>.</summary>
internal sealed class SimulatedSlot
{
    public required string Id { get; init; }

    /// <summary>Which slot this is in order of creation, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>Size as asked; a fraction counts whole at the check and exact in the costs.</summary>
    public required double MemoryMegabytes { get; init; }

    /// <summary>When CreateSlot was called; the slot costs from here.</summary>
    public required TimeSpan CreatedAt { get; init; }

    /// <summary>The function that an init chose, from the init's call on.</summary>
    public FunctionSpec? Function { get; set; }

    /// <summary>The scaler's name of the instance, from the init's call on.</summary>
    public string? InstanceId { get; set; }

    /// <summary>When the init ended; null before.</summary>
    public TimeSpan? InitedAt { get; set; }

    /// <summary>The request that has the instance; null while nobody has.</summary>
    public string? LentTo { get; set; }

    /// <summary>When that request got it.</summary>
    public TimeSpan LentAt { get; set; }

    /// <summary>Names the create, so that a repeated one finds the slot.</summary>
    public required string CreateRequestId { get; init; }

    /// <summary>Exact size of the function inside, once there is one.</summary>
    public double MemoryGigabytes =>
        Function?.MemoryGigabytes ?? MemoryMegabytes / FunctionSpec.MegabytesPerGigabyte;
}
