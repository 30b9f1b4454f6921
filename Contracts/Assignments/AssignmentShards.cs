using System.Globalization;
using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Contracts.Assignments;

/// <summary>Spreads containers over <see cref="IAssignmentDirectory"/> grains, the same way everywhere.</summary>
public static class AssignmentShards
{
    /// <summary>
    /// Each cold start costs a directory two short messages: 64 shards carry far more of them than nodes can create.
    /// </summary>
    public const int Count = 64;

    /// <summary>The key of the directory that knows a container.</summary>
    /// <param name="containerId">The node's own id of the container.</param>
    public static string KeyOf(string containerId) =>
        (StableHash.Of32(containerId) % Count).ToString(CultureInfo.InvariantCulture);
}
