using Grpc.Core;
using OrleansScaler.Contracts.Functions;

namespace OrleansScaler.Gateway.Calls;

/// <summary>Takes Assigns of one protocol to the functions' grains and sees each through to its reply.</summary>
/// <typeparam name="TReply">The protocol's reply.</typeparam>
/// <param name="calls">What every call goes through.</param>
/// <param name="answers">What the protocol says of each outcome.</param>
internal sealed class AssignCalls<TReply>(CallSetup calls, IAssignAnswers<TReply> answers)
{
    // From a random start, so that two gateways do not number their callers alike.
    private long _attempts = Random.Shared.NextInt64(long.MaxValue / 2);

    /// <summary>A number that no other call of a caller has.</summary>
    public long NextAttempt() => Interlocked.Increment(ref _attempts);

    /// <summary>Asks for an instance, until the wait is over or the caller goes away.</summary>
    /// <param name="key">The function.</param>
    /// <param name="ask">What is asked, and how long the caller waits.</param>
    /// <param name="context">The caller.</param>
    public Task<TReply> AssignAsync(string key, AssignRequest ask, ServerCallContext context)
    {
        if (calls.Door.FindRefusal() is { } refusal)
        {
            return Task.FromResult(answers.Overloaded(refusal));
        }

        if (context.CancellationToken.IsCancellationRequested)
        {
            // Late to its turn: a slot would be started for somebody who has gone.
            throw CallErrors.Gone(ask.RequestId);
        }

        var route = calls.Functions.Route(key);
        var part = route.Find(0);
        if (route.CountParts(calls.Time) is > 1 and var parts)
        {
            ask = ask with { Parts = parts };
            part = route.Find(FunctionParts.PartOfRequest(ask.RequestId, parts));
        }

        var answer = GrainCall.Begin(part.Grain, ask, static (grain, ask) => grain.Assign(ask));
        if (!answer.IsCompletedSuccessfully)
        {
            return Follow(route, part, ask, answer, context);
        }

        // A warm start that is answered at once needs no watch over its caller, unless that one has gone by now.
        var reply = answer.Result;
        if (reply.Outcome != AssignOutcome.Granted
            || answers.FindFault(ask, reply) is not null
            || context.CancellationToken.IsCancellationRequested)
        {
            return Follow(route, part, ask, new(reply), context);
        }

        route.Heard(reply.Parts, calls.Time);
        calls.Watch.Granted(part.Key, ask, reply);
        return Task.FromResult(answers.Granted(ask, key, reply));
    }

    private Task<TReply> Follow(
        FunctionRoute route,
        FunctionPart part,
        AssignRequest ask,
        ValueTask<AssignReply> answer,
        ServerCallContext context) =>
        new Waiter<TReply>(route, part, ask, answers, calls).FollowAsync(answer, context);
}
