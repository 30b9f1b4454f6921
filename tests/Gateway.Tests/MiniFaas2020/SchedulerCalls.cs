using OrleansScaler.Gateway.Tests.Hosting;
using OrleansScaler.Protos.MiniFaas2020.Scheduler;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Gateway.Tests.MiniFaas2020;

/// <summary>What callers of the 2020 protocol do: good calls, for tests to spoil.</summary>
internal static class SchedulerCalls
{
    /// <summary>The key of the function that all of them call.</summary>
    public const string Key = "acme/f";

    public static AcquireContainerRequest Acquire(string requestId) => new()
    {
        RequestId = requestId,
        AccountId = "acme",
        FunctionName = "f",
        FunctionConfig = new FunctionConfig
        {
            MemoryInBytes = 128L << 20, TimeoutInMs = 60_000, Handler = "index.handler",
        },
    };

    public static ReturnContainerRequest Return(string requestId, string containerId) => new()
    {
        RequestId = requestId,
        ContainerId = containerId,
        DurationInNanos = 5_000_000,
        MaxMemoryUsageInBytes = 7L << 20,
    };

    /// <summary>A host whose platform places slots on a node: slot p1 is container c-p1.</summary>
    public static async Task<GatewayHost> StartHostAsync(Action<GatewayHost>? prepare = null)
    {
        var host = new GatewayHost();
        prepare?.Invoke(host);
        host.Platform.OnLocate = slot => new SlotLocation(new NodeId("n1"), "10.0.0.7", 10_450, $"c-{slot}");
        return await host.StartAsync();
    }

    /// <summary>A cold start from end to end.</summary>
    public static async Task<AcquireContainerReply> StartContainerAsync(
        this GatewayHost host, string requestId, string platformSlotId = "p1")
    {
        var acquire = host.Scheduler.AcquireContainerAsync(Acquire(requestId)).ResponseAsync;
        await host.Platform.StartNextAsync(platformSlotId);
        return await acquire.EndsAsync();
    }
}
