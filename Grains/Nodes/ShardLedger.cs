using Orleans;
using OrleansScaler.Grains.Ledgers;

namespace OrleansScaler.Grains.Nodes;

/// <summary>
/// What is stored of a shard: the nodes that came by themselves or were lent, which nobody could name otherwise.
/// What stands on them is stored by the functions and told by the nodes. Properties may be added; a reader passes over
/// what it does not know, and refuses a record of a newer <see cref="Version"/>.
/// </summary>
[GenerateSerializer]
[Alias("OrleansScaler.ShardLedger")]
public sealed class ShardLedger : IOwnedRecord
{
    /// <summary>The version that is written.</summary>
    public const int CurrentVersion = 1;

    [NonSerialized]
    private bool _isUnread;

    /// <summary>The version of this record; 0 where none was ever written.</summary>
    [Id(0)]
    public int Version { get; set; }

    /// <summary>Grows with every owner.</summary>
    [Id(1)]
    public long Epoch { get; set; }

    /// <summary>The nodes, by id.</summary>
    [Id(2)]
    public List<NodeRecord> Nodes { get; set; } = [];

    /// <inheritdoc/>
    public void MarkUnread() => _isUnread = true;

    /// <inheritdoc/>
    public bool IsUnread() => _isUnread;
}
