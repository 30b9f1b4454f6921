namespace OrleansScaler.Grains.Fencing;

/// <summary>One process alone: nobody can have taken its place.</summary>
public sealed class SoleMember : IMembership
{
    /// <inheritdoc/>
    public ValueTask<bool> IsStillMemberAsync(CancellationToken cancellationToken) => new(true);
}
