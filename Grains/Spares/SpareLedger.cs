using Orleans;
using OrleansScaler.Grains.Ledgers;

namespace OrleansScaler.Grains.Spares;

/// <summary>
/// What is stored of the spares of one size. Properties may be added; a reader passes over what it does not know, and
/// refuses a record of a newer <see cref="Version"/>.
/// </summary>
[GenerateSerializer]
[Alias("OrleansScaler.SpareLedger")]
public sealed class SpareLedger : IOwnedRecord
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

    /// <summary>Spares that are meant to be made, stand, or were promised and not claimed yet.</summary>
    [Id(2)]
    public List<SpareRecord> Spares { get; set; } = [];

    /// <inheritdoc/>
    public void MarkUnread() => _isUnread = true;

    /// <inheritdoc/>
    public bool IsUnread() => _isUnread;
}
