using Orleans.Runtime;

namespace Orleans.Scheduling;

/// <summary>What may start when: acceptance, interleaving and the bound on the mailbox.</summary>
internal sealed partial class Activation
{
    /// <summary>How deep calls may nest on one thread before the next one goes to the pool.</summary>
    private const int MaximumDepth = 8;

    [ThreadStatic]
    private static int s_depth;

    private Mailbox _waiting;
    private int _running;

    /// <summary>The call that keeps others out; null when all that run may be interleaved.</summary>
    private Invocation? _blocking;
    private long _lastUsed;

    /// <summary>False when this activation is gone and the message must go to another.</summary>
    internal bool Accept(Invocation message, bool mayRunHere)
    {
        lock (_gate)
        {
            if (_state == ActivationState.Invalid)
            {
                return false;
            }

            if (!message.LocalOnly)
            {
                RefuseOverload();
            }

            if (_entered || !mayRunHere || s_depth >= MaximumDepth || !MayStartNow(message))
            {
                message.Publish();
                _waiting.Add(message);
                if (_state == ActivationState.Valid)
                {
                    EnterLater();
                }

                return true;
            }

            _entered = true;
            RecordRunning(message);
        }

        RunHere(message);
        return true;
    }

    /// <summary>Takes a message out of the mailbox. False when it has started or gone.</summary>
    internal bool Withdraw(Invocation message)
    {
        lock (_gate)
        {
            if (message.Withdrawn || !message.IsWaiting)
            {
                return false;
            }

            message.IsWaiting = false;
            _waiting.Withdraw(message);
            return true;
        }
    }

    private void RunHere(Invocation message)
    {
        var restored = CleanContext.Enter();
        s_depth++;
        try
        {
            RunMessage(message);
        }
        finally
        {
            s_depth--;
            restored.Leave();
        }

        LeaveOrContinue();
    }

    private void RefuseOverload()
    {
        var limit = Silo.MaxEnqueuedRequests;
        var count = _running + _waiting.Count;
        if (limit > 0 && count > limit)
        {
            throw new LimitExceededException("MaxEnqueuedRequestsHardLimit", count, limit, ToString());
        }
    }

    private bool MayStartNow(Invocation message) =>
        _state == ActivationState.Valid
        && _tasks.Count == 0
        && _waiting.Count == 0
        && (_blocking is null || _class.Reentrant || Mailbox.MayStartBeside(message, _blocking));

    private bool HasRunnableMessage() =>
        _state == ActivationState.Valid && _waiting.Count > 0 && (_blocking is null || MayInterleave);

    /// <summary>Whether a message might get past a blocking call; the mailbox knows exactly.</summary>
    private bool MayInterleave => _class.Reentrant || _waiting.HasSpecial;

    /// <summary>The next message that may start now, recorded as running. The lock is held.</summary>
    private Invocation? TakeMessage()
    {
        if (_state != ActivationState.Valid)
        {
            return null;
        }

        var message = _blocking is null || _class.Reentrant
            ? _waiting.TakeFirst()
            : _waiting.TakeBeside(_blocking);
        if (message is not null)
        {
            message.IsWaiting = false;
            RecordRunning(message);
        }

        return message;
    }

    private void RecordRunning(Invocation message)
    {
        _running++;
        if (_blocking is null && !message.AlwaysInterleave)
        {
            _blocking = message;
        }
    }

    private void Ended(Invocation message)
    {
        lock (_gate)
        {
            _running--;
            if (message.KeepAlive)
            {
                _lastUsed = Environment.TickCount64;
            }

            if (_blocking == message)
            {
                _blocking = null;
            }

            FinishDeactivatingWhenQuiet();
            if (HasRunnableMessage())
            {
                EnterLater();
            }
        }
    }
}
