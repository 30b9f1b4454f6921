using System.Text;
using Grpc.Core;
using OrleansScaler.Protos.Simulator2023;
using OrleansScaler.Scheduling.Functions;
using Status = Grpc.Core.Status;

namespace OrleansScaler.Gateway.Simulator2023;

/// <summary>
/// Refuses what no function grain should see. Each refusal is <c>InvalidArgument</c> and names the field, the value and
/// the bound.
/// </summary>
internal static class RequestChecks
{
    /// <summary>Request ids are remembered for a while; an unbounded one would be unbounded memory.</summary>
    private const int MaximumIdBytes = 512;

    /// <summary>Texts shorter than this are short enough in any spelling: UTF-8 takes three bytes a char.</summary>
    private const int SurelyShort = FunctionKey.MaximumBytes / 3;

    /// <summary>Of a text that is too long, this much is told back.</summary>
    private const int QuotedChars = 32;

    public static void Check(AssignRequest request, GatewayOptions options)
    {
        if (request.MetaData is not { } meta)
        {
            throw Invalid("meta_data is missing; it must name the function.");
        }

        CheckText("meta_data.key", meta.Key, FunctionKey.MaximumBytes);
        CheckText("request_id", request.RequestId, MaximumIdBytes);
        if (meta.Runtime.Length > SurelyShort)
        {
            CheckText("meta_data.runtime", meta.Runtime, MaximumIdBytes);
        }

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

        CheckText("assigment.meta_key", assignment.MetaKey, FunctionKey.MaximumBytes);
        CheckText("assigment.request_id", assignment.RequestId, MaximumIdBytes);
        CheckText("assigment.instance_id", assignment.InstanceId, MaximumIdBytes);
    }

    private static void CheckText(string field, string value, int maximumBytes)
    {
        if (value.Length == 0)
        {
            throw Invalid($"{field} is empty; it must have from 1 to {maximumBytes} bytes.");
        }

        if (value.Length > SurelyShort && Encoding.UTF8.GetByteCount(value) is var bytes && bytes > maximumBytes)
        {
            throw Invalid($"{field} '{BeginningOf(value)}…' has {bytes} bytes; it must have at most {maximumBytes}.");
        }
    }

    /// <summary>Never half a surrogate pair, which no encoding can write.</summary>
    private static string BeginningOf(string value) =>
        value[..(char.IsHighSurrogate(value[QuotedChars - 1]) ? QuotedChars - 1 : QuotedChars)];

    private static RpcException Invalid(string message) => new(new Status(StatusCode.InvalidArgument, message));
}
