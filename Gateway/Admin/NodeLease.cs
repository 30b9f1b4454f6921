using System.Globalization;

namespace OrleansScaler.Gateway.Admin;

/// <summary>
/// A lease as its holder sees it: the shard that keeps it and the node, so that any gateway can renew it without a
/// memory of its own.
/// </summary>
/// <param name="Shard">Number of the shard.</param>
/// <param name="Registration">Names the node's registration there: another's under its name is not this one.</param>
/// <param name="NodeId">The node.</param>
internal readonly record struct NodeLease(int Shard, long Registration, string NodeId)
{
    private const char Between = '/';
    private const int Parts = 3;

    /// <summary>Reads what <see cref="ToString"/> wrote; null when it did not.</summary>
    /// <param name="text">The lease's name.</param>
    /// <param name="shards">How many shards there are.</param>
    public static NodeLease? Find(string text, int shards)
    {
        var parts = text.Split(Between, Parts);
        return parts.Length == Parts
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var shard)
            && shard < shards
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var registration)
            && parts[2].Length > 0
            ? new NodeLease(shard, registration, parts[2])
            : null;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Shard}{Between}{Registration}{Between}{NodeId}");
}
