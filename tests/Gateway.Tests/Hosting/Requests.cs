using OrleansScaler.Protos.Simulator2023;

namespace OrleansScaler.Gateway.Tests.Hosting;

/// <summary>Requests as callers send them: good ones, for tests to spoil.</summary>
internal static class Requests
{
    public static AssignRequest Assign(string requestId, string key = "f") => new()
    {
        RequestId = requestId,
        Timestamp = 1,
        MetaData = new Meta { Key = key, Runtime = "go", TimeoutInSecs = 60, MemoryInMb = 128 },
    };

    public static IdleRequest Idle(string requestId, string instanceId, string key = "f") => new()
    {
        Assigment = new Assignment { RequestId = requestId, MetaKey = key, InstanceId = instanceId },
        Result = new Result { StatusCode = 200, DurationInMs = 7 },
    };
}
