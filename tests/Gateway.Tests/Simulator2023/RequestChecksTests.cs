using System.Text;
using Grpc.Core;
using OrleansScaler.Gateway.Simulator2023;
using OrleansScaler.Gateway.Tests.Hosting;
using OrleansScaler.Protos.Simulator2023;

namespace OrleansScaler.Gateway.Tests.Simulator2023;

/// <summary>Each refusal names the field, the value and the bound.</summary>
public sealed class RequestChecksTests
{
    private static readonly GatewayOptions s_options = new();

    [Fact]
    public void CheckAssign_Good_Passes()
    {
        RequestChecks.Check(Requests.Assign("r1"), s_options);
    }

    [Fact]
    public void CheckAssign_NoMeta_NamesIt()
    {
        var request = Requests.Assign("r1");
        request.MetaData = null;

        AssertRefused(() => RequestChecks.Check(request, s_options), "meta_data");
    }

    [Fact]
    public void CheckAssign_NoKey_NamesFieldAndBound()
    {
        AssertRefused(
            () => RequestChecks.Check(Requests.Assign("r1", ""), s_options), "meta_data.key", "empty", "1 to 512");
    }

    [Fact]
    public void CheckAssign_NoRequestId_NamesFieldAndBound()
    {
        AssertRefused(
            () => RequestChecks.Check(Requests.Assign(""), s_options), "request_id", "empty", "1 to 512");
    }

    [Theory]
    [InlineData("k", 512)]
    [InlineData("ß", 256)]
    [InlineData("漢", 170)]
    [InlineData("🙂", 128)]
    public void CheckAssign_KeyOfAtMost512Bytes_Passes(string letter, int count)
    {
        var key = Repeat(letter, count);
        Assert.InRange(Encoding.UTF8.GetByteCount(key), 510, 512);

        RequestChecks.Check(Requests.Assign("r1", key), s_options);
    }

    [Theory]
    [InlineData("k", 513, 513)]
    [InlineData("ß", 257, 514)]
    [InlineData("漢", 171, 513)]
    [InlineData("🙂", 129, 516)]
    public void CheckAssign_KeyOfMoreThan512Bytes_NamesFieldValueAndBound(string letter, int count, int bytes)
    {
        var key = Repeat(letter, count);

        AssertRefused(
            () => RequestChecks.Check(Requests.Assign("r1", key), s_options),
            "meta_data.key", Repeat(letter, 4), $"{bytes} bytes", "at most 512");
    }

    [Fact]
    public void CheckAssign_KeyCutInASurrogatePair_StaysReadableText()
    {
        var key = "k" + Repeat("🙂", 200);

        var refused = Assert.Throws<RpcException>(
            () => RequestChecks.Check(Requests.Assign("r1", key), s_options));

        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        Assert.True(strict.GetByteCount(refused.Status.Detail) > 0);
    }

    [Fact]
    public void CheckAssign_RequestIdOf513Bytes_NamesIt()
    {
        AssertRefused(
            () => RequestChecks.Check(Requests.Assign(Repeat("r", 513)), s_options),
            "request_id", "513 bytes", "at most 512");
    }

    [Fact]
    public void CheckAssign_RuntimeOf513Bytes_NamesIt()
    {
        var request = Requests.Assign("r1");
        request.MetaData.Runtime = Repeat("r", 513);

        AssertRefused(
            () => RequestChecks.Check(request, s_options), "meta_data.runtime", "513 bytes", "at most 512");
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(32_768UL)]
    public void CheckAssign_MemoryWithinBounds_Passes(ulong megabytes)
    {
        var request = Requests.Assign("r1");
        request.MetaData.MemoryInMb = megabytes;

        RequestChecks.Check(request, s_options);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(32_769UL)]
    [InlineData(ulong.MaxValue)]
    public void CheckAssign_MemoryOutOfBounds_NamesFieldValueAndBound(ulong megabytes)
    {
        var request = Requests.Assign("r1");
        request.MetaData.MemoryInMb = megabytes;

        AssertRefused(
            () => RequestChecks.Check(request, s_options),
            "meta_data.memory_in_mb", $"is {megabytes};", "from 1 to 32768");
    }

    [Theory]
    [InlineData(0U)]
    [InlineData(86_400U)]
    public void CheckAssign_TimeoutWithinBounds_Passes(uint seconds)
    {
        var request = Requests.Assign("r1");
        request.MetaData.TimeoutInSecs = seconds;

        RequestChecks.Check(request, s_options);
    }

    [Theory]
    [InlineData(86_401U)]
    [InlineData(uint.MaxValue)]
    public void CheckAssign_TimeoutOutOfBounds_NamesFieldValueAndBound(uint seconds)
    {
        var request = Requests.Assign("r1");
        request.MetaData.TimeoutInSecs = seconds;

        AssertRefused(
            () => RequestChecks.Check(request, s_options),
            "meta_data.timeout_in_secs", $"is {seconds};", "at most 86400");
    }

    [Fact]
    public void CheckIdle_Good_Passes()
    {
        RequestChecks.Check(Requests.Idle("r1", "i1"));
    }

    [Fact]
    public void CheckIdle_NoResult_Passes()
    {
        var request = Requests.Idle("r1", "i1");
        request.Result = null;

        RequestChecks.Check(request);
    }

    [Fact]
    public void CheckIdle_NoAssignment_NamesIt()
    {
        AssertRefused(() => RequestChecks.Check(new IdleRequest()), "assigment");
    }

    [Theory]
    [InlineData("", "f", "i1", "assigment.request_id")]
    [InlineData("r1", "", "i1", "assigment.meta_key")]
    [InlineData("r1", "f", "", "assigment.instance_id")]
    public void CheckIdle_SomethingEmpty_NamesIt(string requestId, string key, string instanceId, string field)
    {
        AssertRefused(() => RequestChecks.Check(Requests.Idle(requestId, instanceId, key)), field, "empty");
    }

    private static string Repeat(string letter, int count) => string.Concat(Enumerable.Repeat(letter, count));

    private static void AssertRefused(Action check, params string[] parts)
    {
        var refused = Assert.Throws<RpcException>(check);
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.All(parts, part => Assert.Contains(part, refused.Status.Detail, StringComparison.Ordinal));
    }
}
