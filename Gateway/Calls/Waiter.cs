using Grpc.Core;
using OrleansScaler.Contracts.Functions;

namespace OrleansScaler.Gateway.Calls;

/// <summary>
/// One caller whose Assign was not answered at once: asks again while its place in line is kept, and tells the grain
/// when the caller goes away, so that neither a place nor an instance is kept for nobody. A server that stops sends its
/// waiting callers away at the end of its drain: it would otherwise wait for them instead of giving its slots back.
/// </summary>
internal sealed class Waiter<TReply>(
    FunctionRoute route, FunctionPart first, AssignRequest ask, IAssignAnswers<TReply> answers, CallSetup calls)
{
    /// <summary>Where the caller waits, however many parts there are meanwhile.</summary>
    private volatile FunctionPart _part = first;

    private readonly DateTimeOffset _deadline = calls.Time.GetUtcNow() + ask.Wait;

    /// <summary>The caller's reply. At the server's end it is not kept for a silo that answers late.</summary>
    public async Task<TReply> FollowAsync(ValueTask<AssignReply> answer, ServerCallContext context)
    {
        var reply = SeeThroughAsync(answer, context);
        await ((Task)reply).WaitAsync(calls.Drain.Cut).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (reply.IsCompleted)
        {
            return await reply.ConfigureAwait(false);
        }

        // Goes on without its caller, so that what may have been granted is given back.
        _ = reply.ContinueWith(
            static late => late.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        throw CallErrors.Stopping(ask.RequestId);
    }

    private async Task<TReply> SeeThroughAsync(ValueTask<AssignReply> answer, ServerCallContext context)
    {
        calls.Door.Enter();
        try
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(
                context.CancellationToken, calls.Drain.Over);
            Task<bool>? abandon = null;
            var registration = ending.Token.UnsafeRegister(
                _ => Volatile.Write(ref abandon, LastWord().AsTask()), null);
            AssignReply? reply;
            try
            {
                reply = await WaitAsync(answer, ending.Token).ConfigureAwait(false);
            }
            finally
            {
                // From here on nobody says that the caller has gone: what was granted and not given back is its own.
                await registration.DisposeAsync().ConfigureAwait(false);
            }

            if (ending.IsCancellationRequested || reply is not { } answered)
            {
                if (reply is not { Outcome: AssignOutcome.Rejected })
                {
                    await AbandonAsync(abandon).ConfigureAwait(false);
                }

                throw context.CancellationToken.IsCancellationRequested
                    ? CallErrors.Gone(ask.RequestId)
                    : CallErrors.Stopping(ask.RequestId);
            }

            return await AnswerAsync(answered).ConfigureAwait(false);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted)
        {
            return answers.Overloaded(e.Status.Detail);
        }
        finally
        {
            calls.Door.Leave();
        }
    }

    /// <summary>Waits, and asks again while told to.</summary>
    /// <returns>The last answer; null when the wait was ended amid a loss.</returns>
    private async ValueTask<AssignReply?> WaitAsync(ValueTask<AssignReply> answer, CancellationToken gone)
    {
        try
        {
            var reply = await FollowAsync(answer, gone).ConfigureAwait(false);
            while (reply.Outcome is AssignOutcome.Waiting or AssignOutcome.Elsewhere && !gone.IsCancellationRequested)
            {
                Heed(reply);
                reply = await FollowAsync(Begin(), gone).ConfigureAwait(false);
            }

            route.Heard(reply.Parts, calls.Time);
            return reply;
        }
        catch (RpcException) when (gone.IsCancellationRequested)
        {
            return null; // Nobody hears of the loss; what the caller may have is given back.
        }
    }

    private void Heed(AssignReply reply)
    {
        route.Heard(reply.Parts, calls.Time);
        if (reply.Outcome == AssignOutcome.Elsewhere)
        {
            _part = route.Find(FunctionParts.PartOfRequest(ask.RequestId, reply.Parts));
        }
        else
        {
            calls.Watch.Saw(_part.Key, reply.Epoch);
        }
    }

    private async ValueTask<TReply> AnswerAsync(AssignReply reply)
    {
        if (reply.Outcome != AssignOutcome.Granted)
        {
            return answers.Refused(ask, reply);
        }

        if (answers.FindFault(ask, reply) is { } fault)
        {
            await AbandonAsync(first: null).ConfigureAwait(false);
            throw fault;
        }

        calls.Watch.Granted(_part.Key, ask, reply);
        return answers.Granted(ask, route.Function, reply);
    }

    private ValueTask<AssignReply> FollowAsync(ValueTask<AssignReply> answer, CancellationToken gone) =>
        calls.Grain.FollowAsync(answer, Begin, route.Function, _deadline, gone);

    private ValueTask<AssignReply> Begin()
    {
        var left = _deadline - calls.Time.GetUtcNow();
        var again = ask with
        {
            Wait = left > TimeSpan.Zero ? left : TimeSpan.Zero,
            Parts = route.CountParts(calls.Time),
        };
        return GrainCall.Begin(_part.Grain, again, static (grain, ask) => grain.Assign(ask));
    }

    /// <summary>
    /// The first word came while an ask may have been under way, and that ask may have taken a place again; the last
    /// word is said when none is.
    /// </summary>
    private async ValueTask AbandonAsync(Task<bool>? first)
    {
        if (first is not null)
        {
            await InsistAsync(new ValueTask<bool>(first)).ConfigureAwait(false);
        }

        await InsistAsync(LastWord()).ConfigureAwait(false);
    }

    /// <summary>At the server's end not for long: the grain misses a silent caller itself.</summary>
    private ValueTask<bool> InsistAsync(ValueTask<bool> word) => calls.Grain.FollowAsync(
        word, LastWord, route.Function, DateTimeOffset.MaxValue, calls.Drain.Cut);

    private ValueTask<bool> LastWord() =>
        GrainCall.Begin(_part.Grain, ask, static (grain, ask) => grain.Abandon(ask.RequestId, ask.Attempt));
}
