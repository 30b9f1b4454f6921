namespace OrleansScaler.Scheduling.Pools;

/// <summary>
/// Tells, after this process died, how its slots were used in that moment. One word per slot, written by a plain memory
/// store, so that a warm call costs no I/O; what <see cref="UseWord"/> means by it is the pool's affair.
/// </summary>
public interface ISlotUseBoard
{
    /// <summary>Names this board. Words of another board, or of before a reboot, mean nothing.</summary>
    string Id { get; }

    /// <summary>
    /// A place for a slot; its word is <see cref="UseWord.NotReady"/>. Not one that a slot of before may claim yet,
    /// even where its word is that too.
    /// </summary>
    /// <returns>−1 when the board is full: of such a slot nothing will be known.</returns>
    int Take();

    /// <summary>A recovered slot goes on with the place that it had.</summary>
    /// <param name="place">The place, of this board.</param>
    void Claim(int place);

    /// <summary>
    /// The slot of a place is gone. Until its end is stored too, the place must not become another's: a successor
    /// would take the other's word for its own.
    /// </summary>
    /// <param name="place">The place.</param>
    void Free(int place);

    /// <summary>
    /// Recovery is over: places of an earlier process that nobody claimed may be handed out. Without this call they are
    /// not, which costs nothing but room.
    /// </summary>
    void FreeUnclaimed();

    /// <summary>Whether that was said: who comes for a place of before only now may find another slot there.</summary>
    bool IsRecovered { get; }

    /// <summary>Notes how a slot is used from now on.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="word">What <see cref="UseWord"/> says of it.</param>
    void Write(int place, ulong word);

    /// <summary>How a slot was used when its process died.</summary>
    /// <param name="boardId">The board that the place was on.</param>
    /// <param name="place">The place.</param>
    /// <returns>Null when that is not known: another board, or a reboot between.</returns>
    ulong? Read(string boardId, int place);
}
