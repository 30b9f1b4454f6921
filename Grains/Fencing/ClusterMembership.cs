using Orleans.Runtime;

namespace OrleansScaler.Grains.Fencing;

/// <summary>The table of the cluster's members, where it is the runtime's.</summary>
/// <param name="members">Reads the table.</param>
/// <param name="silo">This silo, as it sees itself.</param>
public sealed class ClusterMembership(IClusterMembershipService members, ISiloStatusOracle silo) : IMembership
{
    /// <inheritdoc/>
    public async ValueTask<bool> IsStillMemberAsync(CancellationToken cancellationToken)
    {
        // Twice: a reading that is under way is joined, and it may have been answered before the freeze. The second one
        // begins after that one's end.
        await members.Refresh(default, cancellationToken);
        await members.Refresh(default, cancellationToken);
        return members.CurrentSnapshot.GetSiloStatus(silo.SiloAddress) switch
        {
            SiloStatus.Dead => false,

            // Not in the table: not yet, or not any more.
            SiloStatus.None => silo.CurrentStatus is SiloStatus.Created or SiloStatus.Joining,
            _ => true,
        };
    }
}
