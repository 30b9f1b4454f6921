using OrleansScaler.Protos.Simulator2023;

namespace OrleansScaler.Platforms.Tests.Protos;

/// <summary>The 2023 protocol as published, misspellings and gaps in the numbers included.</summary>
public sealed class Simulator2023Tests
{
    [Fact]
    public void Services_Always_AreTheWire()
    {
        string[] expected =
        [
            "Scaler/Assign AssignRequest -> AssignReply",
            "Scaler/Idle IdleRequest -> IdleReply",
            "Platform/CreateSlot CreateSlotRequest -> CreateSlotReply",
            "Platform/DestroySlot DestroySlotRequest -> DestroySlotReply",
            "Platform/Init InitRequest -> InitReply",
        ];

        Assert.Equal(expected, Lines().Where(line => line.Contains('/', StringComparison.Ordinal)));
    }

    [Fact]
    public void Status_Always_IsTheWire()
    {
        string[] expected =
        [
            "Status 0 Ok",
            "Status 1 Throttle",
            "Status 2 InternalError",
            "Status 3 NotFound",
            "Status 4 InvalidArgument",
            "Status 5 InvalidAssigment",
        ];

        Assert.Equal(expected, Lines().Where(line => line.StartsWith("Status ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Messages_Always_AreTheWire()
    {
        string[] expected =
        [
            "Meta 1 string key", "Meta 3 string runtime", "Meta 4 uint32 timeout_in_secs",
            "Meta 5 uint64 memory_in_mb",
            "Assignment 1 string request_id", "Assignment 2 string meta_key", "Assignment 3 string instance_id",
            "AssignRequest 1 string request_id", "AssignRequest 2 uint64 timestamp", "AssignRequest 3 Meta meta_data",
            "AssignReply 1 Status status", "AssignReply 2 Assignment assigment",
            "AssignReply 3 optional string error_message",
            "Result 1 int32 status_code", "Result 2 uint64 duration_in_ms", "Result 3 optional bool need_destroy",
            "Result 4 optional string reason",
            "IdleRequest 1 Assignment assigment", "IdleRequest 2 Result result",
            "IdleReply 1 Status status", "IdleReply 3 optional string error_message",
            "ResourceConfig 1 uint64 memory_in_megabytes",
            "Slot 1 string id", "Slot 2 ResourceConfig resource_config", "Slot 3 uint64 create_time",
            "Slot 4 uint64 create_duration_in_ms",
            "CreateSlotRequest 1 string request_id", "CreateSlotRequest 2 ResourceConfig resource_config",
            "CreateSlotReply 1 Status status", "CreateSlotReply 2 Slot slot",
            "CreateSlotReply 3 optional string error_message",
            "DestroySlotRequest 1 string request_id", "DestroySlotRequest 2 string id",
            "DestroySlotRequest 3 optional string reason",
            "DestroySlotReply 1 Status status", "DestroySlotReply 2 optional string error_message",
            "InitRequest 1 string request_id", "InitRequest 2 string slot_id", "InitRequest 3 string instance_id",
            "InitRequest 4 Meta meta_data",
            "InitReply 1 Status status", "InitReply 2 uint64 create_time", "InitReply 3 uint64 init_duration_in_ms",
            "InitReply 4 optional string error_message",
        ];

        Assert.Equal(
            expected,
            Lines().Where(line => !line.Contains('/', StringComparison.Ordinal)
                && !line.StartsWith("Status ", StringComparison.Ordinal)));
    }

    /// <summary>Without the package, which every name has.</summary>
    private static IEnumerable<string> Lines()
    {
        var lines = WireTable.Of(SimulatorReflection.Descriptor).ToList();
        Assert.All(lines, line => Assert.StartsWith("serverless.simulator.", line, StringComparison.Ordinal));
        return lines.Select(line => line.Replace("serverless.simulator.", "", StringComparison.Ordinal));
    }
}
