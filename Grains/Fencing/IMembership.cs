namespace OrleansScaler.Grains.Fencing;

/// <summary>What the cluster's table says of this silo.</summary>
public interface IMembership
{
    /// <summary>Reads the table anew.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether this silo is an active member. A failure to read it is thrown, not told as an answer.</returns>
    ValueTask<bool> IsStillMemberAsync(CancellationToken cancellationToken);
}
