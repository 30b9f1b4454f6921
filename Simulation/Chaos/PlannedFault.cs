namespace OrleansScaler.Simulation.Chaos;

/// <summary>A fault with its time.</summary>
/// <param name="Kind">What befalls.</param>
/// <param name="At">When, since the load began.</param>
/// <param name="Length">How long it lasts; of a killed server, how long it stays away.</param>
/// <param name="Aim">Where in the operation it strikes: 0 at its beginning, below 1.</param>
public readonly record struct PlannedFault(FaultKind Kind, TimeSpan At, TimeSpan Length, double Aim)
{
    /// <summary>When everything about it should be over.</summary>
    public TimeSpan End => At + Length + FaultShape.Of(Kind).Around;
}
