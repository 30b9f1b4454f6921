using System.Collections.Concurrent;
using Grpc.Core;
using OrleansScaler.Protos.MiniFaas2020.Scheduler;

namespace OrleansScaler.Simulation.Tests.Cells.Live;

/// <summary>A scheduler that answers as a test tells it to, and remembers what came back.</summary>
internal sealed class ScriptedScheduler : Scheduler.SchedulerBase
{
    public Func<AcquireContainerRequest, ServerCallContext, Task<AcquireContainerReply>> Acquire { get; set; } =
        (_, _) => throw new RpcException(new Status(StatusCode.ResourceExhausted, "no script"));

    public Func<ReturnContainerRequest, Task> Return { get; set; } = _ => Task.CompletedTask;

    public ConcurrentQueue<AcquireContainerRequest> Acquired { get; } = [];

    public ConcurrentQueue<ReturnContainerRequest> Returned { get; } = [];

    public override Task<AcquireContainerReply> AcquireContainer(
        AcquireContainerRequest request, ServerCallContext context)
    {
        Acquired.Enqueue(request);
        return Acquire(request, context);
    }

    public override async Task<ReturnContainerReply> ReturnContainer(
        ReturnContainerRequest request, ServerCallContext context)
    {
        Returned.Enqueue(request);
        await Return(request);
        return new ReturnContainerReply();
    }
}
