using OrleansScaler.Contracts.Functions;
using OrleansScaler.Scheduling.Learning;
using OrleansScaler.Testing;
using OrleansScaler.Testing.Platforms;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>One function's grain as tests call it.</summary>
internal sealed class FunctionCalls(IFunctionGrain grain, FakeTimeProvider clock)
{
    public const double Megabytes = 128;

    public IFunctionGrain Grain => grain;

    public Task<AssignReply> AssignAsync(
        string requestId,
        TimeSpan? wait = null,
        double megabytes = Megabytes,
        string? traceParent = null,
        long attempt = 0) =>
        grain.Assign(new AssignRequest
        {
            RequestId = requestId,
            MemoryMegabytes = megabytes,
            Timeout = TimeSpan.FromSeconds(60),
            Wait = wait ?? TimeSpan.FromSeconds(30),
            TraceParent = traceParent,
            Attempt = attempt,
        }).EndsAsync();

    public async Task<IdleOutcome> IdleAsync(string requestId, string? instanceId, bool needDestroy = false)
    {
        var idle = new IdleRequest { RequestId = requestId, InstanceId = instanceId!, NeedDestroy = needDestroy };
        return (await grain.Idle(idle).EndsAsync()).Outcome;
    }

    /// <summary>As a caller that lets several requests share an instance.</summary>
    public Task<AssignReply> AssignSharedAsync(
        string requestId, double megabytes = Megabytes, double timeoutSeconds = 60) =>
        grain.Assign(new AssignRequest
        {
            RequestId = requestId,
            MemoryMegabytes = megabytes,
            Timeout = TimeSpan.FromSeconds(timeoutSeconds),
            Wait = TimeSpan.FromSeconds(30),
            MayShare = true,
        }).EndsAsync();

    /// <summary>As a caller that tells of the run.</summary>
    public Task<IdleReply> IdleAsync(string requestId, string? instanceId, RunReport run) =>
        grain.Idle(new IdleRequest
        {
            RequestId = requestId,
            InstanceId = instanceId!,
            NeedDestroy = run.End is RunEnd.OutOfMemory or RunEnd.TimedOut,
            Run = run,
        }).EndsAsync();

    public Task<bool> AbandonAsync(string requestId, long attempt = 0) =>
        grain.Abandon(requestId, attempt).EndsAsync();

    public Task<FunctionStatus> StatusAsync() => grain.GetStatus().EndsAsync();

    /// <summary>Reads the status until it is as wanted.</summary>
    public Task<FunctionStatus> StatusAsync(Func<FunctionStatus, bool> wanted) =>
        Eventually.ReadsAsync(grain.GetStatus, wanted);

    /// <summary>A cold start from end to end.</summary>
    /// <returns>The instance that the request holds.</returns>
    public async Task<string> StartAsync(ScriptedPlatform platform, string requestId, string platformSlotId = "p1")
    {
        var assign = AssignAsync(requestId);
        await platform.StartNextAsync(platformSlotId);
        return (await assign).InstanceId!;
    }

    /// <summary>Asks, and asks again while told to wait, with the clock going on between.</summary>
    public async Task<AssignReply> AssignToTheEndAsync(string requestId, TimeSpan? wait = null)
    {
        while (true)
        {
            var asked = AssignAsync(requestId, wait);
            while (!asked.IsCompleted)
            {
                clock.Advance(TimeSpan.FromMilliseconds(50));
                await Task.WhenAny(asked, Task.Delay(1));
            }

            var reply = await asked;
            if (reply.Outcome != AssignOutcome.Waiting)
            {
                return reply;
            }
        }
    }
}
