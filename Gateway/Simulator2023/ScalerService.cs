using System.Diagnostics;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Protos.Simulator2023;
using AssignReply = OrleansScaler.Protos.Simulator2023.AssignReply;
using AssignRequest = OrleansScaler.Protos.Simulator2023.AssignRequest;
using GrainAssignRequest = OrleansScaler.Contracts.Functions.AssignRequest;
using GrainIdleRequest = OrleansScaler.Contracts.Functions.IdleRequest;
using IdleReply = OrleansScaler.Protos.Simulator2023.IdleReply;
using IdleRequest = OrleansScaler.Protos.Simulator2023.IdleRequest;

namespace OrleansScaler.Gateway.Simulator2023;

/// <summary>The 2023 protocol's front: checks, forwards to the function's grain, asks again while it waits.</summary>
/// <param name="functions">Finds grains.</param>
/// <param name="options">What is let through.</param>
/// <param name="time">Tells what is left of a deadline.</param>
/// <param name="lifetime">Tells when the server stops.</param>
public sealed class ScalerService(
    FunctionGrains functions, GatewayOptions options, TimeProvider time, IHostApplicationLifetime lifetime)
    : Scaler.ScalerBase
{
    private readonly CancellationToken _stopping = lifetime.ApplicationStopping;

    // From a random start, so that two gateways do not number their callers alike.
    private long _attempts = Random.Shared.NextInt64(long.MaxValue / 2);

    /// <inheritdoc/>
    public override Task<AssignReply> Assign(AssignRequest request, ServerCallContext context)
    {
        RequestChecks.Check(request, options);
        var ask = AskOf(request, WaitOf(context));
        var grain = functions.Find(request.MetaData.Key);
        var answer = grain.Assign(ask);
        if (!answer.IsCompletedSuccessfully)
        {
            return new Waiter(grain, ask, time, _stopping).FollowAsync(answer, request.MetaData.Key, context);
        }

        // A warm start that is answered at once needs no watch over its caller.
        var reply = answer.Result;
        return reply.Outcome == AssignOutcome.Granted
            ? Task.FromResult(StatusMapping.Granted(request.RequestId, request.MetaData.Key, reply.InstanceId!))
            : new Waiter(grain, ask, time, _stopping).FollowAsync(new(reply), request.MetaData.Key, context);
    }

    /// <inheritdoc/>
    public override Task<IdleReply> Idle(IdleRequest request, ServerCallContext context)
    {
        RequestChecks.Check(request);
        var assignment = request.Assigment;
        var grain = functions.Find(assignment.MetaKey);
        var idle = new GrainIdleRequest
        {
            RequestId = assignment.RequestId,
            InstanceId = assignment.InstanceId,
            NeedDestroy = request.Result?.NeedDestroy ?? false,
        };
        var answer = grain.Idle(idle);
        return answer.IsCompletedSuccessfully
            ? Task.FromResult(StatusMapping.Idled(assignment, answer.Result.Outcome))
            : FinishIdleAsync(grain, idle, answer, assignment);
    }

    private static async Task<IdleReply> FinishIdleAsync(
        IFunctionGrain grain,
        GrainIdleRequest idle,
        ValueTask<Contracts.Functions.IdleReply> answer,
        Assignment assignment)
    {
        var reply = await GrainCall.OnceAgainAsync(answer, () => grain.Idle(idle), assignment.MetaKey)
            .ConfigureAwait(false);
        return StatusMapping.Idled(assignment, reply.Outcome);
    }

    private GrainAssignRequest AskOf(AssignRequest request, TimeSpan wait) => new()
    {
        RequestId = request.RequestId,
        Runtime = request.MetaData.Runtime,
        MemoryMegabytes = request.MetaData.MemoryInMb,
        Timeout = TimeSpan.FromSeconds(request.MetaData.TimeoutInSecs),
        Wait = wait,
        TraceParent = Activity.Current?.Id,
        Attempt = Interlocked.Increment(ref _attempts),
    };

    /// <summary>What the caller's deadline leaves, less the time that a refusal needs to arrive before it.</summary>
    private TimeSpan WaitOf(ServerCallContext context)
    {
        if (context.Deadline == DateTime.MaxValue)
        {
            return options.MaximumWait;
        }

        var left = context.Deadline - time.GetUtcNow().UtcDateTime;
        var margin = options.AnswerBeforeDeadline < left / 10 ? options.AnswerBeforeDeadline : left / 10;
        var wait = left - margin;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < options.MaximumWait ? wait : options.MaximumWait;
    }
}
