using Grpc.Core;
using OrleansScaler.Contracts.Functions;

namespace OrleansScaler.Gateway.Calls;

/// <summary>Takes Assigns of one protocol to the functions' grains and sees each through to its reply.</summary>
/// <typeparam name="TReply">The protocol's reply.</typeparam>
/// <param name="functions">Finds grains.</param>
/// <param name="answers">What the protocol says of each outcome.</param>
/// <param name="time">Tells what is left of a deadline.</param>
/// <param name="stopping">Ends when the server stops.</param>
internal sealed class AssignCalls<TReply>(
    FunctionGrains functions, IAssignAnswers<TReply> answers, TimeProvider time, CancellationToken stopping)
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
        var grain = functions.Find(key);
        var answer = grain.Assign(ask);
        if (!answer.IsCompletedSuccessfully)
        {
            return Follow(grain, ask, answer, key, context);
        }

        // A warm start that is answered at once needs no watch over its caller.
        var reply = answer.Result;
        return reply.Outcome == AssignOutcome.Granted && answers.FindFault(ask, reply) is null
            ? Task.FromResult(answers.Granted(ask, key, reply))
            : Follow(grain, ask, new(reply), key, context);
    }

    private Task<TReply> Follow(
        IFunctionGrain grain,
        AssignRequest ask,
        ValueTask<AssignReply> answer,
        string key,
        ServerCallContext context) =>
        new Waiter<TReply>(grain, ask, answers, time, stopping).FollowAsync(answer, key, context);
}
