using System.Diagnostics;
using Grpc.Core;
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
/// <param name="calls">What every call goes through.</param>
/// <param name="options">What is let through.</param>
internal sealed class ScalerService(CallSetup calls, GatewayOptions options) : Scaler.ScalerBase
{
    private readonly AssignCalls<AssignReply> _assigns = new(calls, new AssignAnswers());
    private readonly IdleCalls _idles = new(calls);

    /// <inheritdoc/>
    public override Task<AssignReply> Assign(AssignRequest request, ServerCallContext context)
    {
        RequestChecks.Check(request, options);
        var wait = Patience.Of(context, options.MaximumWait, options.AnswerBeforeDeadline);
        return _assigns.AssignAsync(request.MetaData.Key, AskOf(request, wait), context);
    }

    /// <inheritdoc/>
    public override Task<IdleReply> Idle(IdleRequest request, ServerCallContext context)
    {
        RequestChecks.Check(request);
        var assignment = request.Assigment;
        var idle = new GrainIdleRequest
        {
            RequestId = assignment.RequestId,
            InstanceId = assignment.InstanceId,
            NeedDestroy = request.Result?.NeedDestroy ?? false,
        };
        var answer = _idles.GiveBackAsync(assignment.MetaKey, idle, context);
        return answer.IsCompletedSuccessfully
            ? Task.FromResult(StatusMapping.Idled(assignment, answer.Result.Outcome))
            : AnswerAsync(assignment, answer);
    }

    private static async Task<IdleReply> AnswerAsync(
        Assignment assignment, ValueTask<Contracts.Functions.IdleReply> answer)
    {
        var reply = await answer.ConfigureAwait(false);
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
