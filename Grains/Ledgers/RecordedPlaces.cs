using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Ledgers;

/// <summary>
/// The use board as one function sees it. A place is free only when the stored record names it no more: another slot's
/// word there would tell, after a crash, how a slot is used that is gone. Of a store that is down the places of gone
/// slots wait with it.
/// </summary>
/// <param name="board">The silo's.</param>
/// <param name="slots">What the next write will name.</param>
internal sealed class RecordedPlaces(ISlotUseBoard board, IReadOnlyCollection<SlotRecord> slots) : ISlotUseBoard
{
    /// <summary>Named by the record, or by a write since whose outcome is not known.</summary>
    private readonly HashSet<int> _recorded = [];
    private readonly List<int> _left = [];

    /// <inheritdoc/>
    public string Id => board.Id;

    /// <inheritdoc/>
    public bool IsRecovered => board.IsRecovered;

    /// <inheritdoc/>
    public int Take() => board.Take();

    /// <inheritdoc/>
    public void Claim(int place) => board.Claim(place);

    /// <inheritdoc/>
    public void Free(int place)
    {
        board.Write(place, UseWord.NotReady);
        if (IsNamed(place))
        {
            _left.Add(place);
        }
        else
        {
            board.Free(place);
        }
    }

    /// <inheritdoc/>
    public void FreeUnclaimed() => board.FreeUnclaimed();

    /// <inheritdoc/>
    public void Write(int place, ulong word) => board.Write(place, word);

    /// <inheritdoc/>
    public ulong? Read(string boardId, int place) => board.Read(boardId, place);

    /// <summary>These are stored, or will be if the write that begins now succeeds.</summary>
    public void MayBeRecorded(IEnumerable<SlotRecord> written) =>
        _recorded.UnionWith(written.Select(slot => slot.UsePlace));

    /// <summary>The record names these and no others.</summary>
    public void AreRecorded(IEnumerable<SlotRecord> written)
    {
        _recorded.Clear();
        MayBeRecorded(written);
        foreach (var place in _left.Where(place => !IsNamed(place)).ToArray())
        {
            _left.Remove(place);
            board.Free(place);
        }
    }

    private bool IsNamed(int place) => _recorded.Contains(place) || slots.Any(slot => slot.UsePlace == place);
}
