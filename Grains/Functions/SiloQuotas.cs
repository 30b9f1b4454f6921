namespace OrleansScaler.Grains.Functions;

/// <summary>What a silo's functions share. Touched as functions and slots come and go, never by a warm call.</summary>
/// <param name="options">The bounds.</param>
public sealed class SiloQuotas(FunctionOptions options)
{
    /// <summary>Functions served.</summary>
    public Quota Functions { get; } = new(options.MaximumFunctions);

    /// <summary>Slots owned.</summary>
    public Quota Slots { get; } = new(options.MaximumSlots);
}
