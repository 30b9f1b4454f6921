using Grpc.Core;
using OrleansScaler.Gateway.MiniFaas2020;
using OrleansScaler.Protos.MiniFaas2020.Scheduler;

namespace OrleansScaler.Gateway.Tests.MiniFaas2020;

/// <summary>Each refusal names the field, the value and the bound.</summary>
public sealed class RequestChecksTests
{
    private static readonly GatewayOptions s_options = new();

    [Theory]
    [InlineData("as sent")]
    [InlineData("no account")]
    [InlineData("slash in the name")]
    [InlineData("no time-out")]
    [InlineData("no handler")]
    [InlineData("most memory")]
    public void CheckAcquire_Good_Passes(string input)
    {
        var request = SchedulerCalls.Acquire("r1");
        Action change = input switch
        {
            "no account" => () => request.AccountId = "",
            "slash in the name" => () => request.FunctionName = "a/b",
            "no time-out" => () => request.FunctionConfig.TimeoutInMs = 0,
            "no handler" => () => request.FunctionConfig.Handler = "",
            "most memory" => () => request.FunctionConfig.MemoryInBytes = 32_768L << 20,
            _ => () => { },
        };
        change();

        RequestChecks.Check(request, s_options);
    }

    [Theory]
    [InlineData("empty request id", "request_id is empty")]
    [InlineData("long request id", "request_id 'rrrr")]
    [InlineData("empty name", "function_name is empty")]
    [InlineData("long name", "function_name 'nnnn")]
    [InlineData("long key", "account_id/function_name 'aaaa")]
    [InlineData("slash in the account", "account_id is 'a/b'")]
    [InlineData("slash without an account", "function_name is 'a/b'")]
    [InlineData("no config", "function_config is missing")]
    [InlineData("long handler", "function_config.handler 'hhhh")]
    [InlineData("no memory", "memory_in_bytes is 0; it must be from 1 to 34359738368")]
    [InlineData("negative memory", "memory_in_bytes is -1;")]
    [InlineData("too much memory", "memory_in_bytes is 34359738369;")]
    [InlineData("negative time-out", "timeout_in_ms is -1; it must be from 0 to 86400000")]
    [InlineData("too long a time-out", "timeout_in_ms is 86400001;")]
    public void CheckAcquire_Bad_NamesFieldValueAndBound(string input, string said)
    {
        var request = SchedulerCalls.Acquire("r1");
        var function = request.FunctionConfig;
        Action spoil = input switch
        {
            "empty request id" => () => request.RequestId = "",
            "long request id" => () => request.RequestId = new string('r', 513),
            "empty name" => () => request.FunctionName = "",
            "long name" => () => request.FunctionName = new string('n', 513),
            "long key" => () =>
                (request.AccountId, request.FunctionName) = (new string('a', 256), new string('n', 256)),
            "slash in the account" => () => request.AccountId = "a/b",
            "slash without an account" => () => (request.AccountId, request.FunctionName) = ("", "a/b"),
            "no config" => () => request.FunctionConfig = null,
            "long handler" => () => function.Handler = new string('h', 513),
            "no memory" => () => function.MemoryInBytes = 0,
            "negative memory" => () => function.MemoryInBytes = -1,
            "too much memory" => () => function.MemoryInBytes = (32_768L << 20) + 1,
            "negative time-out" => () => function.TimeoutInMs = -1,
            _ => () => function.TimeoutInMs = 86_400_001,
        };
        spoil();

        AssertRefused(() => RequestChecks.Check(request, s_options), said);
    }

    [Fact]
    public void CheckReturn_OddFigures_Pass()
    {
        var request = new ReturnContainerRequest
        {
            RequestId = "r1", ContainerId = "c1", DurationInNanos = -1, MaxMemoryUsageInBytes = -1,
        };

        RequestChecks.Check(request);
    }

    [Theory]
    [InlineData("", "c1", "request_id is empty")]
    [InlineData("r1", "", "container_id is empty")]
    public void CheckReturn_SomethingEmpty_NamesIt(string requestId, string containerId, string said)
    {
        var request = new ReturnContainerRequest { RequestId = requestId, ContainerId = containerId };

        AssertRefused(() => RequestChecks.Check(request), said);
    }

    private static void AssertRefused(Action check, string said)
    {
        var refused = Assert.Throws<RpcException>(check);
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Contains(said, refused.Status.Detail, StringComparison.Ordinal);
    }
}
