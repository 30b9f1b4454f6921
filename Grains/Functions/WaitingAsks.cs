using OrleansScaler.Contracts.Functions;
using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Grains.Functions;

/// <summary>
/// The callers that wait inside an Assign for their answer. An answer may come while the caller is between two asks: a
/// grant is then found in the pool, a rejection here.
/// </summary>
/// <param name="answerAfter">When a caller is told to ask again.</param>
/// <param name="time">Tells that time.</param>
internal sealed class WaitingAsks(TimeSpan answerAfter, TimeProvider time)
{
    /// <summary>Rejections kept for callers between two asks; a caller that never comes back leaves one here.</summary>
    private const int MaximumUnheard = 1_024;

    private readonly Dictionary<string, TaskCompletionSource<AssignReply>> _asking = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _since = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AssignReply> _unheard = new(StringComparer.Ordinal);

    /// <summary>A rejection that its caller has not heard yet; it is heard now.</summary>
    public AssignReply? TakeUnheard(string requestId) =>
        _unheard.Count > 0 && _unheard.Remove(requestId, out var reply) ? reply : null;

    /// <summary>Waits for the answer, or for the time to ask again.</summary>
    public async ValueTask<AssignReply> WaitAsync(string requestId, DateTimeOffset now)
    {
        _since.TryAdd(requestId, now);
        if (!_asking.TryGetValue(requestId, out var answer))
        {
            answer = new TaskCompletionSource<AssignReply>(TaskCreationOptions.RunContinuationsAsynchronously);
            _asking.Add(requestId, answer);
        }

        using var askAgain = time.CreateTimer(
            static answer => ((TaskCompletionSource<AssignReply>)answer!).TrySetResult(
                new AssignReply { Outcome = AssignOutcome.Waiting }),
            answer,
            answerAfter,
            Timeout.InfiniteTimeSpan);
        var reply = await answer.Task;
        if (_asking.GetValueOrDefault(requestId) == answer)
        {
            _asking.Remove(requestId);
        }

        return reply;
    }

    /// <summary>Who waits is to ask again now, wherever the function is by then.</summary>
    public void SendAllBack()
    {
        foreach (var answer in _asking.Values)
        {
            answer.TrySetResult(new AssignReply { Outcome = AssignOutcome.Waiting });
        }
    }

    /// <summary>Hands an answer to who waits for it.</summary>
    /// <returns>Since when it was waited for; null when nobody waited.</returns>
    public DateTimeOffset? Answer(string requestId, AssignReply reply)
    {
        DateTimeOffset? waited = _since.Remove(requestId, out var since) ? since : null;
        if (_asking.Remove(requestId, out var answer) && answer.TrySetResult(reply))
        {
            return waited;
        }

        if (reply.Outcome == AssignOutcome.Rejected && reply.Reason != Reason.Abandoned)
        {
            if (_unheard.Count >= MaximumUnheard)
            {
                _unheard.Clear();
            }

            _unheard[requestId] = reply;
        }

        return waited;
    }
}
