using OrleansScaler.Protos.Simulator2023;
using static OrleansScaler.Gateway.Calls.FieldChecks;

namespace OrleansScaler.Gateway.Simulator2023;

/// <summary>
/// Refuses what no function grain should see. Each refusal is <c>InvalidArgument</c> and names the field, the value and
/// the bound.
/// </summary>
internal static class RequestChecks
{
    public static void Check(AssignRequest request, GatewayOptions options)
    {
        if (request.MetaData is not { } meta)
        {
            throw Invalid("meta_data is missing; it must name the function.");
        }

        CheckKey("meta_data.key", meta.Key);
        CheckText("request_id", request.RequestId, MaximumIdBytes);
        CheckLength("meta_data.runtime", meta.Runtime, MaximumIdBytes);

        if (meta.MemoryInMb == 0 || meta.MemoryInMb > (ulong)options.MaximumMemoryMegabytes)
        {
            throw Invalid(
                $"meta_data.memory_in_mb is {meta.MemoryInMb}; it must be from 1 to {options.MaximumMemoryMegabytes}.");
        }

        if (meta.TimeoutInSecs > options.MaximumTimeoutSeconds)
        {
            throw Invalid(
                $"meta_data.timeout_in_secs is {meta.TimeoutInSecs}; "
                + $"it must be at most {options.MaximumTimeoutSeconds}.");
        }
    }

    public static void Check(IdleRequest request)
    {
        if (request.Assigment is not { } assignment)
        {
            throw Invalid("assigment is missing; it must name the request and its instance.");
        }

        CheckKey("assigment.meta_key", assignment.MetaKey);
        CheckText("assigment.request_id", assignment.RequestId, MaximumIdBytes);
        CheckText("assigment.instance_id", assignment.InstanceId, MaximumIdBytes);
    }
}
