using Google.Protobuf;
using OrleansScaler.Protos.MiniFaas2020.NodeService;
using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>What the wire says of a workload's function beside its name and limits.</summary>
internal static class LiveFunction
{
    public const string Handler = "index.handler";

    public static InvokeFunctionRequest Request(
        string id, string container, FunctionSpec function, ByteString payload) => new()
        {
            RequestId = id,
            ContainerId = container,
            Event = payload,
            FunctionMeta = new FunctionMeta
            {
                FunctionName = function.Key.Value,
                Handler = Handler,
                TimeoutInMs = (long)function.Timeout.TotalMilliseconds,
                MemoryInBytes = Bytes.Of(function.MemoryMegabytes),
            },
        };
}
