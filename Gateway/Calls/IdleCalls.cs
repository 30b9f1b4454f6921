using Grpc.Core;
using OrleansScaler.Contracts.Functions;

namespace OrleansScaler.Gateway.Calls;

/// <summary>Gives instances back to their functions, through losses of silos.</summary>
/// <param name="calls">What every call goes through.</param>
internal sealed class IdleCalls(CallSetup calls)
{
    /// <summary>Gives one back.</summary>
    /// <param name="key">The function.</param>
    /// <param name="idle">Who gives back what.</param>
    /// <param name="context">The caller.</param>
    public ValueTask<IdleReply> GiveBackAsync(string key, IdleRequest idle, ServerCallContext context)
    {
        calls.Door.LetReturnIn();
        var grain = calls.Functions.Route(key).OfInstance(idle.InstanceId).Grain;
        var answer = GrainCall.Begin(grain, idle, static (grain, idle) => grain.Idle(idle));
        if (!answer.IsCompletedSuccessfully)
        {
            return FollowAsync(grain, idle, answer, key, Patience.DeadlineOf(context, calls.Time));
        }

        var reply = answer.Result;
        calls.Watch.GaveBack(idle);
        return new ValueTask<IdleReply>(reply);
    }

    /// <summary>
    /// A repeat says that it may be one: the first may have been heard, and the instance may have been lent again.
    /// </summary>
    private async ValueTask<IdleReply> FollowAsync(
        IFunctionGrain grain, IdleRequest idle, ValueTask<IdleReply> answer, string key, DateTimeOffset deadline)
    {
        calls.Door.Enter();
        try
        {
            var reply = await calls.Grain.FollowAsync(
                answer, () => grain.Idle(idle with { MayBeRepeat = true }), key, deadline, calls.Drain.Over)
                .ConfigureAwait(false);
            calls.Watch.GaveBack(idle);
            return reply;
        }
        finally
        {
            calls.Door.Leave();
        }
    }
}
