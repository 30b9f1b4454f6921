namespace OrleansScaler.Gateway.Calls;

/// <summary>
/// Bounds the calls that this gateway has under way. Only those that were not answered at once are counted, so that a
/// warm call pays one reading; a few too many get in, as many as threads looked at the same time.
/// </summary>
/// <param name="maximum">Calls under way at most.</param>
internal sealed class CallBound(int maximum)
{
    /// <summary>What callers are told.</summary>
    public const string Refusal = "The bound on calls under way is reached (Gateway:MaximumCalls).";

    private int _open;

    /// <summary>Calls under way now.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Whether no more may be asked for.</summary>
    public bool IsFull => Open >= maximum;

    /// <summary>
    /// Whether nothing more may be given back either. Twice as much: who gives back makes room for those who wait.
    /// </summary>
    public bool IsFullForReturns => Open >= 2L * maximum;

    /// <summary>A call was not answered at once.</summary>
    public void Enter() => Interlocked.Increment(ref _open);

    /// <summary>It is answered.</summary>
    public void Leave() => Interlocked.Decrement(ref _open);
}
