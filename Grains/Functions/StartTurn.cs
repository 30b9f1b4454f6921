namespace OrleansScaler.Grains.Functions;

/// <summary>Leave to begin one create.</summary>
/// <param name="At">When, in the clock's own ticks.</param>
/// <param name="HadToWait">Whether others came first, so that the create may be needless by now.</param>
internal readonly record struct StartTurn(long At, bool HadToWait)
{
    /// <summary>No leave: the owner ends.</summary>
    public static readonly StartTurn Withdrawn = new(-1, HadToWait: true);

    /// <summary>Whether it is none.</summary>
    public bool IsWithdrawn => this == Withdrawn;
}
