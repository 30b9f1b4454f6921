using System.Globalization;

namespace OrleansScaler.Gateway.Admin;

/// <summary>
/// A lease as its holder sees it: the shard that keeps it and the node, so that any gateway can renew it without a
/// memory of its own.
/// </summary>
/// <param name="Shard">Number of the shard.</param>
/// <param name="NodeId">The node.</param>
internal readonly record struct NodeLease(int Shard, string NodeId)
{
    private const char Between = '/';

    /// <summary>Reads what <see cref="ToString"/> wrote; null when it did not.</summary>
    /// <param name="text">The lease's name.</param>
    /// <param name="shards">How many shards there are.</param>
    public static NodeLease? Find(string text, int shards)
    {
        var end = text.IndexOf(Between, StringComparison.Ordinal);
        return end > 0
            && int.TryParse(text.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var shard)
            && shard < shards
            && end + 1 < text.Length
            ? new NodeLease(shard, text[(end + 1)..])
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Shard}{Between}{NodeId}");
}
