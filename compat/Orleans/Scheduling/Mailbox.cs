namespace Orleans.Scheduling;

/// <summary>Messages that wait for a turn, oldest first. Guarded by the activation's lock.</summary>
internal struct Mailbox
{
    private Invocation? _head;
    private Invocation? _tail;

    /// <summary>How many of those waiting may overtake others; spares a scan of a long queue.</summary>
    private int _special;

    internal int Count { get; private set; }

    internal readonly bool HasSpecial => _special > 0;

    internal void Add(Invocation message)
    {
        message.Next = null;
        message.IsWaiting = true;
        if (_tail is null)
        {
            _head = message;
        }
        else
        {
            _tail.Next = message;
        }

        _tail = message;
        Count++;
        if (IsSpecial(message))
        {
            _special++;
        }
    }

    /// <summary>A withdrawn message no longer counts; it leaves the list when its place is reached.</summary>
    internal void Withdraw(Invocation message)
    {
        message.Withdrawn = true;
        Count--;
        if (IsSpecial(message))
        {
            _special--;
        }
    }

    internal Invocation? TakeFirst()
    {
        while (_head is { } first)
        {
            Unlink(null, first);
            if (!first.Withdrawn)
            {
                Forget(first);
                return first;
            }
        }

        return null;
    }

    /// <summary>The oldest message that may start beside <paramref name="blocking"/>.</summary>
    internal Invocation? TakeBeside(Invocation blocking)
    {
        Invocation? before = null;
        var message = _special > 0 ? _head : null;
        while (message is not null)
        {
            var next = message.Next;
            if (message.Withdrawn)
            {
                Unlink(before, message);
            }
            else if (MayStartBeside(message, blocking))
            {
                Unlink(before, message);
                Forget(message);
                return message;
            }
            else
            {
                before = message;
            }

            message = next;
        }

        return null;
    }

    internal static bool MayStartBeside(Invocation message, Invocation blocking) =>
        message.AlwaysInterleave || (message.ReadOnly && blocking.ReadOnly);

    private static bool IsSpecial(Invocation message) => message.AlwaysInterleave || message.ReadOnly;

    private void Forget(Invocation message)
    {
        Count--;
        if (IsSpecial(message))
        {
            _special--;
        }
    }

    private void Unlink(Invocation? before, Invocation message)
    {
        if (before is null)
        {
            _head = message.Next;
        }
        else
        {
            before.Next = message.Next;
        }

        if (_tail == message)
        {
            _tail = before;
        }

        message.Next = null;
    }
}
