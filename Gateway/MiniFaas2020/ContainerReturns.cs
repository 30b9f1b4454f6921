using System.Collections.Immutable;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Orleans;
using OrleansScaler.Contracts.Assignments;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Gateway.Calls;
using OrleansScaler.Protos.MiniFaas2020.Scheduler;

namespace OrleansScaler.Gateway.MiniFaas2020;

/// <summary>
/// Gives containers back to their functions. The caller waits for it, so that what this gateway lent costs one grain
/// call; what another one lent is looked up first. Whatever the request does not hold has no effect and is counted.
/// </summary>
/// <param name="calls">What every call goes through.</param>
/// <param name="grains">Finds the directories.</param>
/// <param name="lent">What this gateway lent.</param>
/// <param name="instruments">Counts what nobody knows.</param>
/// <param name="logger">Tells of it.</param>
internal sealed partial class ContainerReturns(
    CallSetup calls,
    IGrainFactory grains,
    LentContainers lent,
    ReturnInstruments instruments,
    ILogger<ContainerReturns> logger)
{
    private readonly IdleCalls _idles = new(calls);

    public async Task<ReturnContainerReply> GiveBackAsync(ReturnContainerRequest request, ServerCallContext context)
    {
        if (lent.Find(request.RequestId, request.ContainerId) is { } loan)
        {
            var outcome = await IdleAsync(request, loan.FunctionKey, loan.InstanceId, context).ConfigureAwait(false);

            // Only now: a Return that failed comes again.
            lent.Forget(request.RequestId, request.ContainerId);
            if (!IsKnown(outcome))
            {
                Warn(request, ReturnInstruments.UnknownRequest);
            }
        }
        else
        {
            await GiveBackOfOthersAsync(request, context).ConfigureAwait(false);
        }

        return new ReturnContainerReply();
    }

    private async ValueTask GiveBackOfOthersAsync(ReturnContainerRequest request, ServerCallContext context)
    {
        var shard = AssignmentShards.KeyOf(request.ContainerId);
        var directory = grains.GetGrain<IAssignmentDirectory>(shard);
        var owners = await calls.Grain.FollowAsync(
            Find(), Find, $"directory {shard}", Patience.DeadlineOf(context, calls.Time), calls.Drain.Over)
            .ConfigureAwait(false);
        foreach (var owner in owners)
        {
            var outcome = await IdleAsync(request, owner.FunctionKey, owner.InstanceId, context).ConfigureAwait(false);
            if (IsKnown(outcome))
            {
                return;
            }
        }

        Warn(request, owners.IsEmpty ? ReturnInstruments.UnknownContainer : ReturnInstruments.UnknownRequest);

        ValueTask<ImmutableArray<ContainerOwner>> Find() =>
            GrainCall.Begin(directory, request.ContainerId, static (directory, id) => directory.Find(id));
    }

    private async ValueTask<IdleOutcome> IdleAsync(
        ReturnContainerRequest request, string key, string instanceId, ServerCallContext context)
    {
        var run = RunReports.Read(request);
        var idle = new IdleRequest
        {
            RequestId = request.RequestId,
            InstanceId = instanceId,
            NeedDestroy = RunReports.IsUnusable(run.End),
            Run = run,
        };
        var reply = await _idles.GiveBackAsync(key, idle, context).ConfigureAwait(false);
        return reply.Outcome;
    }

    private static bool IsKnown(IdleOutcome outcome) => outcome is IdleOutcome.Done or IdleOutcome.Repeated;

    private void Warn(ReturnContainerRequest request, string what)
    {
        instruments.Unknown(what);
        LogUnknown(request.RequestId, request.ContainerId, what);
    }
}
