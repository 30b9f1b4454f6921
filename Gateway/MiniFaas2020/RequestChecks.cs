using OrleansScaler.Protos.MiniFaas2020.Scheduler;
using OrleansScaler.Scheduling.Functions;
using static OrleansScaler.Gateway.Calls.FieldChecks;

namespace OrleansScaler.Gateway.MiniFaas2020;

/// <summary>
/// Refuses what no function grain should see. Each refusal is <c>InvalidArgument</c> and names the field, the value and
/// the bound.
/// </summary>
internal static class RequestChecks
{
    private const long BytesPerMegabyte = 1L << 20;

    private const int MillisecondsPerSecond = 1_000;

    public static void Check(AcquireContainerRequest request, GatewayOptions options)
    {
        CheckText("request_id", request.RequestId, MaximumIdBytes);
        CheckKey("function_name", request.FunctionName);
        CheckName(request);
        if (request.FunctionConfig is not { } function)
        {
            throw Invalid("function_config is missing; it must say the function's memory.");
        }

        CheckLength("function_config.handler", function.Handler, MaximumIdBytes);
        var memory = options.MaximumMemoryMegabytes * BytesPerMegabyte;
        if (function.MemoryInBytes <= 0 || function.MemoryInBytes > memory)
        {
            throw Invalid(
                $"function_config.memory_in_bytes is {function.MemoryInBytes}; it must be from 1 to {memory}.");
        }

        var timeout = (long)options.MaximumTimeoutSeconds * MillisecondsPerSecond;
        if (function.TimeoutInMs < 0 || function.TimeoutInMs > timeout)
        {
            throw Invalid($"function_config.timeout_in_ms is {function.TimeoutInMs}; it must be from 0 to {timeout}.");
        }
    }

    /// <summary>Ids only: an odd figure in a report must not keep a container from coming back.</summary>
    public static void Check(ReturnContainerRequest request)
    {
        CheckText("request_id", request.RequestId, MaximumIdBytes);
        CheckText("container_id", request.ContainerId, MaximumIdBytes);
    }

    /// <summary>
    /// A slash parts account and name in a function's key. One in the account, or one in the name where there is no
    /// account, would make two functions one: "a/b" and "c" have the key of "a" and "b/c".
    /// </summary>
    private static void CheckName(AcquireContainerRequest request)
    {
        CheckLength("account_id", request.AccountId, FunctionKey.MaximumBytes);
        CheckSeparator("account_id", request.AccountId);
        if (request.AccountId.Contains('/', StringComparison.Ordinal))
        {
            throw Invalid($"account_id is '{request.AccountId}'; it must have no slash.");
        }

        if (request.AccountId.Length == 0 && request.FunctionName.Contains('/', StringComparison.Ordinal))
        {
            throw Invalid(
                $"function_name is '{request.FunctionName}'; without an account_id it must have no slash.");
        }

        var key = FunctionSpec.KeyOf(request.AccountId, request.FunctionName);
        CheckLength("account_id/function_name", key, FunctionKey.MaximumBytes);
    }
}
