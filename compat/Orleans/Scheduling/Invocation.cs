namespace Orleans.Scheduling;

/// <summary>One thing an activation runs in a turn of its own: a call or a timer tick.</summary>
internal abstract class Invocation
{
    /// <summary>The next one in the mailbox; a message stands in one mailbox at a time.</summary>
    internal Invocation? Next;

    /// <summary>Set under the mailbox's lock when the caller gave up before the message was taken out.</summary>
    internal bool Withdrawn;

    /// <summary>Whether it stands in a mailbox; guarded by that mailbox's lock.</summary>
    internal bool IsWaiting;

    internal abstract bool AlwaysInterleave { get; }

    internal abstract bool ReadOnly { get; }

    /// <summary>Whether it postpones idle collection.</summary>
    internal abstract bool KeepAlive { get; }

    /// <summary>A tick: never counted against limits, never moved to another activation.</summary>
    internal abstract bool LocalOnly { get; }

    /// <summary>Starts it in the current turn. Null when it has ended already.</summary>
    internal abstract Task? Start(object grain);

    /// <summary>Called when its sender cannot be answered on the sender's own stack any more.</summary>
    internal abstract void Publish();

    /// <summary>Called outside every turn, after the mailbox has been told that it ended.</summary>
    internal abstract void Finish();

    /// <summary>Like <see cref="Finish"/>, but must not run foreign code on this thread.</summary>
    internal abstract void FinishElsewhere();

    /// <summary>Called when it will never be started.</summary>
    internal abstract void Reject(Exception reason);

    /// <summary>Called when its activation ended before its turn came.</summary>
    internal abstract void Resend();
}
