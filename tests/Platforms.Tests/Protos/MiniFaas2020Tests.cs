using OrleansScaler.Protos.MiniFaas2020.ApiServer;
using OrleansScaler.Protos.MiniFaas2020.NodeService;
using OrleansScaler.Protos.MiniFaas2020.ResourceManager;
using OrleansScaler.Protos.MiniFaas2020.Scheduler;

namespace OrleansScaler.Platforms.Tests.Protos;

/// <summary>
/// The 2020 protocol as published: callers and servers of others were generated from it, so that every name, number and
/// type below is the wire, misspellings included.
/// </summary>
public sealed class MiniFaas2020Tests
{
    [Fact]
    public void Scheduler_Always_IsTheWire()
    {
        string[] expected =
        [
            "schedulerproto.Scheduler/AcquireContainer"
                + " schedulerproto.AcquireContainerRequest -> schedulerproto.AcquireContainerReply",
            "schedulerproto.Scheduler/ReturnContainer"
                + " schedulerproto.ReturnContainerRequest -> schedulerproto.ReturnContainerReply",
            "schedulerproto.FunctionConfig 1 int64 timeout_in_ms",
            "schedulerproto.FunctionConfig 2 int64 memory_in_bytes",
            "schedulerproto.FunctionConfig 3 string handler",
            "schedulerproto.AcquireContainerRequest 1 string request_id",
            "schedulerproto.AcquireContainerRequest 2 string account_id",
            "schedulerproto.AcquireContainerRequest 3 string function_name",
            "schedulerproto.AcquireContainerRequest 4 schedulerproto.FunctionConfig function_config",
            "schedulerproto.AcquireContainerReply 1 string node_id",
            "schedulerproto.AcquireContainerReply 2 string node_address",
            "schedulerproto.AcquireContainerReply 3 int64 node_service_port",
            "schedulerproto.AcquireContainerReply 4 string container_id",
            "schedulerproto.ReturnContainerRequest 1 string request_id",
            "schedulerproto.ReturnContainerRequest 2 string container_id",
            "schedulerproto.ReturnContainerRequest 3 int64 duration_in_nanos",
            "schedulerproto.ReturnContainerRequest 4 int64 max_memory_usage_in_bytes",
            "schedulerproto.ReturnContainerRequest 5 string error_code",
            "schedulerproto.ReturnContainerRequest 6 string error_message",
            "schedulerproto.ReturnContainerReply -",
        ];

        Assert.Equal(expected, WireTable.Of(SchedulerReflection.Descriptor));
    }

    [Fact]
    public void ResourceManager_Always_IsTheWire()
    {
        string[] expected =
        [
            "resourcemanagerproto.ResourceManager/ReserveNode"
                + " resourcemanagerproto.ReserveNodeRequest -> resourcemanagerproto.ReserveNodeReply",
            "resourcemanagerproto.ResourceManager/ReleaseNode"
                + " resourcemanagerproto.ReleaseNodeRequest -> resourcemanagerproto.ReleaseNodeReply",
            "resourcemanagerproto.ResourceManager/GetNodesUsage"
                + " resourcemanagerproto.GetNodesUsageRequest -> resourcemanagerproto.GetNodesUsageReply",
            "resourcemanagerproto.NodeDesc 1 string id",
            "resourcemanagerproto.NodeDesc 2 string address",
            "resourcemanagerproto.NodeDesc 3 int64 node_service_port",
            "resourcemanagerproto.NodeDesc 4 int64 memory_in_bytes",
            "resourcemanagerproto.NodeDesc 5 int64 reserved_time_timestamp_ms",
            "resourcemanagerproto.NodeDesc 6 int64 released_time_timestamp_ms",
            "resourcemanagerproto.ReserveNodeRequest 1 string request_id",
            "resourcemanagerproto.ReserveNodeRequest 2 string account_id",
            "resourcemanagerproto.ReserveNodeReply 1 resourcemanagerproto.NodeDesc node",
            "resourcemanagerproto.ReleaseNodeRequest 1 string request_id",
            "resourcemanagerproto.ReleaseNodeRequest 2 string id",
            "resourcemanagerproto.ReleaseNodeReply -",
            "resourcemanagerproto.GetNodesUsageRequest 1 string request_id",
            "resourcemanagerproto.GetNodesUsageReply 1 repeated resourcemanagerproto.NodeDesc nodes",
        ];

        Assert.Equal(expected, WireTable.Of(ResourceManagerReflection.Descriptor));
    }

    [Fact]
    public void NodeService_Always_IsTheWire()
    {
        string[] expected =
        [
            "nodeservoceproto.NodeService/Reserve nodeservoceproto.ReserveRequest -> nodeservoceproto.ReserveReply",
            "nodeservoceproto.NodeService/CreateContainer"
                + " nodeservoceproto.CreateContainerRequest -> nodeservoceproto.CreateContainerReply",
            "nodeservoceproto.NodeService/RemoveContainer"
                + " nodeservoceproto.RemoveContainerRequest -> nodeservoceproto.RemoveContainerReply",
            "nodeservoceproto.NodeService/InvokeFunction"
                + " nodeservoceproto.InvokeFunctionRequest -> stream nodeservoceproto.InvokeFunctionReply",
            "nodeservoceproto.NodeService/GetStats nodeservoceproto.GetStatsRequest -> nodeservoceproto.GetStatsReply",
            "nodeservoceproto.ReserveRequest 1 string request_id",
            "nodeservoceproto.ReserveRequest 2 string owner_account_id",
            "nodeservoceproto.ReserveReply -",
            "nodeservoceproto.FunctionMeta 1 string function_name",
            "nodeservoceproto.FunctionMeta 2 string handler",
            "nodeservoceproto.FunctionMeta 3 int64 timeout_in_ms",
            "nodeservoceproto.FunctionMeta 4 int64 memory_in_bytes",
            "nodeservoceproto.CreateContainerRequest 1 string request_id",
            "nodeservoceproto.CreateContainerRequest 2 string name",
            "nodeservoceproto.CreateContainerRequest 3 nodeservoceproto.FunctionMeta function_meta",
            "nodeservoceproto.CreateContainerReply 1 string container_id",
            "nodeservoceproto.RemoveContainerRequest 1 string request_id",
            "nodeservoceproto.RemoveContainerRequest 2 string container_id",
            "nodeservoceproto.RemoveContainerReply -",
            "nodeservoceproto.InvokeFunctionRequest 1 string request_id",
            "nodeservoceproto.InvokeFunctionRequest 2 string container_id",
            "nodeservoceproto.InvokeFunctionRequest 3 bytes event",
            "nodeservoceproto.InvokeFunctionRequest 4 nodeservoceproto.FunctionMeta function_meta",
            .. InvokeReply(),
            "nodeservoceproto.GetStatsRequest 1 string request_id",
            "nodeservoceproto.NodeStats 1 int64 total_memory_in_bytes",
            "nodeservoceproto.NodeStats 2 int64 memory_usage_in_bytes",
            "nodeservoceproto.NodeStats 3 int64 available_memory_in_bytes",
            "nodeservoceproto.NodeStats 4 double cpu_usage_pct",
            "nodeservoceproto.NodeStats 5 int64 disk_total_in_bytes",
            "nodeservoceproto.NodeStats 6 int64 disk_avail_in_bytes",
            "nodeservoceproto.NodeStats 7 int64 disk_total_inodes",
            "nodeservoceproto.NodeStats 8 int64 disk_free_inodes",
            "nodeservoceproto.ContainerStats 1 string container_id",
            "nodeservoceproto.ContainerStats 2 int64 total_memory_in_bytes",
            "nodeservoceproto.ContainerStats 3 int64 memory_usage_in_bytes",
            "nodeservoceproto.ContainerStats 4 double cpu_usage_pct",
            "nodeservoceproto.GetStatsReply 1 nodeservoceproto.NodeStats node_stats",
            "nodeservoceproto.GetStatsReply 2 repeated nodeservoceproto.ContainerStats container_stats_list",
            "nodeservoceproto.GetStatsReply 3 string live_id",
            "nodeservoceproto.GetStatsReply 4 string owner_account_id",
        ];

        Assert.Equal(expected, WireTable.Of(NodeServiceReflection.Descriptor));
    }

    [Fact]
    public void ApiServer_Always_IsTheWire()
    {
        string[] expected =
        [
            "apiserverproto.APIServer/InvokeFunction"
                + " apiserverproto.InvokeFunctionRequest -> apiserverproto.InvokeFunctionReply",
            "apiserverproto.APIServer/ListFunctions"
                + " apiserverproto.ListFunctionsRequest -> apiserverproto.ListFunctionsReply",
            "apiserverproto.InvokeFunctionRequest 1 string account_id",
            "apiserverproto.InvokeFunctionRequest 2 string function_name",
            "apiserverproto.InvokeFunctionRequest 3 bytes event",
            "apiserverproto.InvokeFunctionReply 1 string request_id",
            "apiserverproto.InvokeFunctionReply 2 bytes body",
            "apiserverproto.InvokeFunctionReply 3 int64 server_side_latency_in_ms",
            "apiserverproto.ListFunctionsRequest -",
            "apiserverproto.FunctionConfig 1 string function_name",
            "apiserverproto.FunctionConfig 2 int64 timeout_in_ms",
            "apiserverproto.FunctionConfig 3 int64 memory_in_bytes",
            "apiserverproto.FunctionConfig 4 string handler",
            "apiserverproto.ListFunctionsReply 1 string request_id",
            "apiserverproto.ListFunctionsReply 2 repeated apiserverproto.FunctionConfig functions",
        ];

        Assert.Equal(expected, WireTable.Of(ApiServerReflection.Descriptor));
    }

    private static string[] InvokeReply() =>
    [
        "nodeservoceproto.InvokeFunctionReply 1 bytes body",
        "nodeservoceproto.InvokeFunctionReply 2 nodeservoceproto.InvokeFunctionReply.Header header",
        "nodeservoceproto.InvokeFunctionReply 3 nodeservoceproto.InvokeFunctionReply.Footer footer",
        "nodeservoceproto.InvokeFunctionReply.Header 1 bytes error",
        "nodeservoceproto.InvokeFunctionReply.Header 2 bool handled",
        "nodeservoceproto.InvokeFunctionReply.Header 3 string status_code",
        "nodeservoceproto.InvokeFunctionReply.Header 4"
            + " map<string, nodeservoceproto.InvokeFunctionReply.Header.Value> headers",
        "nodeservoceproto.InvokeFunctionReply.Header 5 int64 max_mem_usage_in_bytes",
        "nodeservoceproto.InvokeFunctionReply.Header 6 string function_log",
        "nodeservoceproto.InvokeFunctionReply.Header.Value 1 repeated string items",
        "nodeservoceproto.InvokeFunctionReply.Footer 1 int64 duration_in_nanos",
        "nodeservoceproto.InvokeFunctionReply.Footer 2 string invoke_exception",
        "nodeservoceproto.InvokeFunctionReply.Footer 3 string error",
    ];
}
