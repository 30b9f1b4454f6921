using System.Diagnostics;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Gateway.Calls;
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
    private readonly AssignCalls<AssignReply> _assigns = new(
        functions, new AssignAnswers(), time, lifetime.ApplicationStopping);

    /// <inheritdoc/>
    public override Task<AssignReply> Assign(AssignRequest request, ServerCallContext context)
    {
        RequestChecks.Check(request, options);
        var wait = Patience.Of(context, options.MaximumWait, options.AnswerBeforeDeadline, time.GetUtcNow());
        return _assigns.AssignAsync(request.MetaData.Key, AskOf(request, wait), context);
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
        Attempt = _assigns.NextAttempt(),
    };
}
