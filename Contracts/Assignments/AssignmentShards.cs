using System.Globalization;

namespace OrleansScaler.Contracts.Assignments;

/// <summary>Spreads containers over <see cref="IAssignmentDirectory"/> grains, the same way everywhere.</summary>
public static class AssignmentShards
{
    /// <summary>
    /// Each cold start costs a directory two short messages: 64 shards carry far more of them than nodes can create.
    /// </summary>
    public const int Count = 64;

    // FNV-1a, 32 bits (RFC 9923): the same in every process, which string.GetHashCode is not.
    private const uint Basis = 2_166_136_261;
    private const uint Prime = 16_777_619;

    /// <summary>The key of the directory that knows a container.</summary>
    /// <param name="containerId">The node's own id of the container.</param>
    public static string KeyOf(string containerId)
    {
        var hash = Basis;
        foreach (var letter in containerId)
        {
            hash = (hash ^ letter) * Prime;
        }

        return (hash % Count).ToString(CultureInfo.InvariantCulture);
    }
}
