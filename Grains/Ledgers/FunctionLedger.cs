using Orleans;

namespace OrleansScaler.Grains.Ledgers;

/// <summary>
/// What is stored of one function: its slots, and for an orderly change of owner who holds them. Properties may be
/// added; a reader passes over what it does not know, and refuses a record of a newer <see cref="Version"/>.
/// </summary>
[GenerateSerializer]
[Alias("OrleansScaler.FunctionLedger")]
public sealed class FunctionLedger : IOwnedRecord
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

    /// <summary>The function as it was declared last; null where none was.</summary>
    [Id(2)]
    public FunctionRecord? Function { get; set; }

    /// <summary>Slots that are meant to be made, or stand.</summary>
    [Id(3)]
    public List<SlotRecord> Slots { get; set; } = [];

    /// <summary>
    /// Whether the owner left in order, so that how slots are used and <see cref="Requests"/> are the whole truth.
    /// </summary>
    [Id(4)]
    public bool IsHandOver { get; set; }

    /// <summary>Who holds slots, and who gave some back a while ago; only in a hand-over.</summary>
    [Id(5)]
    public List<RequestRecord>? Requests { get; set; }

    /// <summary>The use board that the slots' places are on; null where there is none.</summary>
    [Id(6)]
    public string? Board { get; set; }

    /// <summary>Whether the index of functions with slots names this one.</summary>
    [Id(7)]
    public bool IsIndexed { get; set; }

    /// <summary>
    /// When the owner left, by its clock, which its other instants are of; only in a hand-over, and not in old ones.
    /// </summary>
    [Id(8)]
    public DateTimeOffset? HandedOverAt { get; set; }

    /// <inheritdoc/>
    public void MarkUnread() => _isUnread = true;

    /// <inheritdoc/>
    public bool IsUnread() => _isUnread;
}
