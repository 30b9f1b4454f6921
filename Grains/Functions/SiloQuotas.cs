namespace OrleansScaler.Grains.Functions;

/// <summary>What all functions of one silo share. Touched when a function or slot comes or goes, never by a warm call.</summary>
/// <param name="options">The bounds.</param>
public sealed class SiloQuotas(FunctionOptions options)
{
    /// <summary>Functions served.</summary>
    public Quota Functions { get; } = new(options.MaximumFunctions);

    /// <summary>Slots owned.</summary>
    public Quota Slots { get; } = new(options.MaximumSlots);
}
