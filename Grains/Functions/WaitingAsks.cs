using OrleansScaler.Contracts.Functions;
using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Grains.Functions;

/// <summary>
/// The callers that wait inside an Assign for their answer. An answer may come while the caller is between two asks: a
/// grant is then found in the pool, a rejection here. A caller that does not ask again is missed after a while.
/// </summary>
/// <param name="answerAfter">When a caller is told to ask again.</param>
/// <param name="time">Tells that time.</param>
internal sealed class WaitingAsks(TimeSpan answerAfter, TimeProvider time)
{
    /// <summary>
    /// A caller asks again at once. Three times its wait leaves room for an answer that was lost on the way: one that
    /// heard nothing asks again after 2 s.
    /// </summary>
    private const int SpansOfSilence = 3;

    private readonly TimeSpan _silence = answerAfter * SpansOfSilence;
    private readonly Dictionary<string, LinkedListNode<WaitingCaller>> _callers = new(StringComparer.Ordinal);

    /// <summary>Who asked longest ago stands first.</summary>
    private readonly LinkedList<WaitingCaller> _line = new();

    /// <summary>Told with "ask again", so that gateways see a new owner of the slots early.</summary>
    public long Epoch { get; set; }

    /// <summary>Whether any caller waits, or has not heard its answer.</summary>
    public bool IsAnyoneWaiting => _callers.Count > 0;

    /// <summary>Callers that ask now: they were neither answered nor told to ask again.</summary>
    public int Asking => _callers.Values.Count(place => place.Value.Answer is { Task.IsCompleted: false });

    /// <summary>
    /// When the next caller may be missed: one that asked, was told to ask again and was then silent. Null when nobody
    /// waits.
    /// </summary>
    public DateTimeOffset? NextDeadline =>
        _line.First is { } silent ? silent.Value.AskedAt + (answerAfter + _silence) : null;

    /// <summary>
    /// A rejection that its caller has not heard yet; it is heard now. A grant unheard is fetched now.
    /// </summary>
    public AssignReply? TakeUnheard(string requestId)
    {
        if (_callers.Count == 0 || Find(requestId) is not { Value.IsDecided: true } place)
        {
            return null;
        }

        Remove(place);
        return place.Value.Unheard;
    }

    /// <summary>
    /// Nobody comes for a refusal that this attempt was to hear. Another attempt's refusal stays, and so does a grant:
    /// whether that one is given back, the pool decides.
    /// </summary>
    public void DropRefusal(string requestId, long attempt)
    {
        if (_callers.Count > 0
            && Find(requestId) is { Value.Unheard: not null } place
            && place.Value.Attempt == attempt)
        {
            Remove(place);
        }
    }

    /// <summary>Waits for the answer, or for the time to ask again.</summary>
    public async ValueTask<AssignReply> WaitAsync(string requestId, long attempt, DateTimeOffset now)
    {
        var caller = Place(requestId, now);
        caller.Attempt = attempt;
        var answer = caller.Answer ??= new TaskCompletionSource<AssignReply>(
            TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = new AssignReply { Outcome = AssignOutcome.Waiting, Epoch = Epoch };
        using var askAgain = time.CreateTimer(
            _ => answer.TrySetResult(waiting), null, answerAfter, Timeout.InfiniteTimeSpan);
        var reply = await answer.Task;
        if (caller.Answer == answer)
        {
            caller.Answer = null;
            caller.ToldAt = time.GetUtcNow();
        }

        return reply;
    }

    /// <summary>Who waits is to ask again now, wherever the function is by then.</summary>
    public void SendAllBack()
    {
        foreach (var caller in _line)
        {
            caller.Answer?.TrySetResult(new AssignReply { Outcome = AssignOutcome.Waiting, Epoch = Epoch });
        }
    }

    /// <summary>Hands an answer to who waits for it.</summary>
    /// <returns>Since when it was waited for; null when nobody waited.</returns>
    public DateTimeOffset? Answer(string requestId, AssignReply reply)
    {
        if (Find(requestId) is not { } place)
        {
            return null;
        }

        var caller = place.Value;
        if (caller.Answer?.TrySetResult(reply) == true || reply.Reason == Reason.Abandoned)
        {
            Remove(place);
        }
        else
        {
            caller.IsDecided = true;
            caller.Unheard = reply.Outcome == AssignOutcome.Granted ? null : reply;
        }

        return caller.TakeSince();
    }

    /// <summary>
    /// A caller that was told to ask again and did not; null when there is none. In a process that stood still nobody
    /// was told, and so nobody is missed.
    /// </summary>
    public WaitingCaller? TakeVanished(DateTimeOffset now)
    {
        while (_line.First is { } silent && NextDeadline <= now)
        {
            if (silent.Value.ToldAt + _silence <= now)
            {
                Remove(silent);
                return silent.Value;
            }

            MoveToEnd(silent, now);
        }

        return null;
    }

    private LinkedListNode<WaitingCaller>? Find(string requestId) => _callers.GetValueOrDefault(requestId);

    private WaitingCaller Place(string requestId, DateTimeOffset now)
    {
        if (Find(requestId) is { } known)
        {
            known.Value.ToldAt = null;
            MoveToEnd(known, now);
            return known.Value;
        }

        var place = new LinkedListNode<WaitingCaller>(new WaitingCaller(requestId, now));
        _callers.Add(requestId, place);
        Append(place, now);
        return place.Value;
    }

    private void MoveToEnd(LinkedListNode<WaitingCaller> place, DateTimeOffset now)
    {
        _line.Remove(place);
        Append(place, now);
    }

    /// <summary>A clock that went back must not put the line out of order.</summary>
    private void Append(LinkedListNode<WaitingCaller> place, DateTimeOffset now)
    {
        place.Value.AskedAt = _line.Last is { } last && last.Value.AskedAt > now ? last.Value.AskedAt : now;
        _line.AddLast(place);
    }

    private void Remove(LinkedListNode<WaitingCaller> place)
    {
        _callers.Remove(place.Value.RequestId);
        _line.Remove(place);
    }
}
