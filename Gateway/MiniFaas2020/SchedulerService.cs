using System.Diagnostics;
using Grpc.Core;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Gateway.Calls;
using OrleansScaler.Protos.MiniFaas2020.Scheduler;
using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Gateway.MiniFaas2020;

/// <summary>The 2020 protocol's front: checks, forwards to the function's grain, asks again while it waits.</summary>
internal sealed class SchedulerService : Scheduler.SchedulerBase
{
    private const double BytesPerMegabyte = 1L << 20;

    private readonly ContainerReturns _returns;
    private readonly GatewayOptions _options;
    private readonly AssignCalls<AcquireContainerReply> _assigns;

    /// <summary>One for the process.</summary>
    /// <param name="calls">What every call goes through.</param>
    /// <param name="lent">Gets what was lent.</param>
    /// <param name="returns">Takes what comes back.</param>
    /// <param name="options">What is let through.</param>
    public SchedulerService(CallSetup calls, LentContainers lent, ContainerReturns returns, GatewayOptions options)
    {
        _returns = returns;
        _options = options;
        _assigns = new AssignCalls<AcquireContainerReply>(calls, new SchedulerAnswers(lent, options, calls.Time));
    }

    /// <inheritdoc/>
    public override Task<AcquireContainerReply> AcquireContainer(
        AcquireContainerRequest request, ServerCallContext context)
    {
        RequestChecks.Check(request, _options);
        var wait = Patience.Of(context, _options.SchedulerMaximumWait, _options.AnswerBeforeDeadline);
        var key = FunctionSpec.KeyOf(request.AccountId, request.FunctionName);
        return _assigns.AssignAsync(key, AskOf(request, wait), context);
    }

    /// <inheritdoc/>
    public override Task<ReturnContainerReply> ReturnContainer(
        ReturnContainerRequest request, ServerCallContext context)
    {
        RequestChecks.Check(request);
        return _returns.GiveBackAsync(request, context);
    }

    private AssignRequest AskOf(AcquireContainerRequest request, TimeSpan wait) => new()
    {
        RequestId = request.RequestId,
        Tenant = request.AccountId,
        Handler = request.FunctionConfig.Handler,
        MayShare = true,
        MemoryMegabytes = request.FunctionConfig.MemoryInBytes / BytesPerMegabyte,
        Timeout = TimeSpan.FromMilliseconds(request.FunctionConfig.TimeoutInMs),
        Wait = wait,
        TraceParent = Activity.Current?.Id,
        Attempt = _assigns.NextAttempt(),
    };
}
