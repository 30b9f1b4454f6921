using Grpc.Core;
using OrleansScaler.Contracts.Functions;

namespace OrleansScaler.Gateway.Calls;

/// <summary>
/// One caller whose Assign was not answered at once: asks again while its place in line is kept, and tells the grain
/// when the caller goes away, so that neither a place nor an instance is kept for nobody. A server that stops sends its
/// waiting callers away: it would otherwise wait for them instead of giving its slots back.
/// </summary>
internal sealed class Waiter<TReply>(
    IFunctionGrain grain,
    AssignRequest ask,
    IAssignAnswers<TReply> answers,
    TimeProvider time,
    CancellationToken stopping)
{
    private readonly DateTimeOffset _deadline = time.GetUtcNow() + ask.Wait;

    public async Task<TReply> FollowAsync(ValueTask<AssignReply> answer, string key, ServerCallContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, stopping);
        var gone = ending.Token;
        Task<bool>? abandon = null;
        using var registration = gone.UnsafeRegister(
            _ => Volatile.Write(ref abandon, grain.Abandon(ask.RequestId, ask.Attempt).AsTask()), null);
        var reply = await GrainCall.OnceAgainAsync(answer, Ask, key).ConfigureAwait(false);
        while (reply.Outcome == AssignOutcome.Waiting && !gone.IsCancellationRequested)
        {
            reply = await GrainCall.OnceAgainAsync(Ask(), Ask, key).ConfigureAwait(false);
        }

        if (gone.IsCancellationRequested)
        {
            await AbandonAsync(abandon, key).ConfigureAwait(false);
            throw context.CancellationToken.IsCancellationRequested
                ? CallErrors.Gone(ask.RequestId)
                : CallErrors.Stopping(ask.RequestId);
        }

        if (reply.Outcome != AssignOutcome.Granted)
        {
            return answers.Refused(ask, reply);
        }

        if (answers.FindFault(ask, reply) is { } fault)
        {
            await AbandonAsync(first: null, key).ConfigureAwait(false);
            throw fault;
        }

        return answers.Granted(ask, key, reply);
    }

    private ValueTask<AssignReply> Ask()
    {
        var left = _deadline - time.GetUtcNow();
        return grain.Assign(ask with { Wait = left > TimeSpan.Zero ? left : TimeSpan.Zero });
    }

    /// <summary>
    /// The first word came while an ask may have been under way, and that ask may have taken a place again; the last
    /// word is said when none is.
    /// </summary>
    private async ValueTask AbandonAsync(Task<bool>? first, string key)
    {
        if (first is not null)
        {
            await GrainCall.OnceAgainAsync(new ValueTask<bool>(first), LastWord, key).ConfigureAwait(false);
        }

        await GrainCall.OnceAgainAsync(LastWord(), LastWord, key).ConfigureAwait(false);

        ValueTask<bool> LastWord() => grain.Abandon(ask.RequestId, ask.Attempt);
    }
}
