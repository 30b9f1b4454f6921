namespace OrleansScaler.Grains.Ledgers;

/// <summary>
/// Whether a silo's store answers, so that not each function waits for one that does not. Safe for many threads.
/// </summary>
public sealed class StoreHealth
{
    /// <summary>One failure may be a record's own, or a pause of this process; three in a row are not.</summary>
    internal const int FailuresOfOneDown = 3;

    private TaskCompletionSource _upAgain = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _failures;
    private long _triedAt;

    /// <summary>
    /// Whether it failed several times and never answered since. Nothing is waited for then; those who have something
    /// to store or to read go on trying, and the first answer ends this.
    /// </summary>
    public bool IsDown => Volatile.Read(ref _failures) >= FailuresOfOneDown;

    /// <summary>
    /// Whether a reader may try a store that is down: one of all readers in so much time. Somebody has to, or nobody
    /// would find it up again.
    /// </summary>
    /// <param name="every">The time.</param>
    /// <param name="time">The clock.</param>
    public bool MayTry(TimeSpan every, TimeProvider time)
    {
        var last = Interlocked.Read(ref _triedAt);
        var now = time.GetTimestamp();
        return time.GetElapsedTime(last, now) >= every
            && Interlocked.CompareExchange(ref _triedAt, now, last) == last;
    }

    /// <summary>
    /// Ends when the store answers after it had failed: nobody has to sleep through the rest of a pause then.
    /// </summary>
    public Task UpAgain => Volatile.Read(ref _upAgain).Task;

    /// <summary>The store answered, were it with a refusal.</summary>
    public void Answered()
    {
        if (Volatile.Read(ref _failures) != 0 && Interlocked.Exchange(ref _failures, 0) != 0)
        {
            Interlocked
                .Exchange(ref _upAgain, new(TaskCreationOptions.RunContinuationsAsynchronously))
                .TrySetResult();
        }
    }

    /// <summary>It failed, or did not answer in time.</summary>
    public void Failed()
    {
        if (!IsDown)
        {
            Interlocked.Increment(ref _failures);
        }
    }
}
