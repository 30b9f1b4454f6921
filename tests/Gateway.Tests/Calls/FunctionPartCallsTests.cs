using System.Collections.Concurrent;
using Grpc.Core;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Gateway.Calls;
using OrleansScaler.Gateway.Simulator2023;
using OrleansScaler.Testing;
using OrleansScaler.Testing.Polling;
using WireAssignReply = OrleansScaler.Protos.Simulator2023.AssignReply;

namespace OrleansScaler.Gateway.Tests.Calls;

/// <summary>Calls of a function that several parts share.</summary>
public sealed class FunctionPartCallsTests : IDisposable
{
    private static readonly string s_key1 = FunctionParts.KeyOf("f", 1);

    private readonly FakeTimeProvider _clock = new();
    private readonly ConcurrentDictionary<string, FakeFunction> _parts = new(StringComparer.Ordinal);
    private readonly TestCalls _calls;
    private readonly AssignCalls<WireAssignReply> _assigns;

    public FunctionPartCallsTests()
    {
        _calls = new TestCalls(_clock, new GatewayOptions(), Part);
        _assigns = new AssignCalls<WireAssignReply>(_calls.Setup, new AssignAnswers());
    }

    private FakeFunction First => Part("f");

    private FakeFunction Second => Part(s_key1);

    [Fact]
    public async Task Assign_PartZeroSaysElsewhere_AsksThereAndKnowsFromThenOn()
    {
        TellParts(2);

        var reply = await AssignAsync(RequestOf(1)).EndsAsync();
        await AssignAsync(RequestOf(1)).EndsAsync();

        Assert.Equal("i1", reply.Assigment.InstanceId);
        Assert.Equal("f", reply.Assigment.MetaKey);
        Assert.Single(First.Assigns);
        Assert.Equal([2, 2], Second.Assigns.Select(ask => ask.Parts));
    }

    [Fact]
    public async Task Assign_OneDoubtAfterAnother_AsksPartZeroWhenItsWordIsOld()
    {
        TellParts(2);
        await AssignAsync(RequestOf(1)).EndsAsync();

        _clock.Advance(FunctionRoute.Believed + TimeSpan.FromMilliseconds(1));
        await AssignAsync(RequestOf(1)).EndsAsync();

        Assert.Equal(2, First.Assigns.Count);
    }

    [Fact]
    public async Task Assign_PartZeroSaysOneAgain_GoesThereAlone()
    {
        TellParts(2);
        await AssignAsync(RequestOf(1)).EndsAsync();
        TellParts(1);
        await AssignAsync(RequestOf(0)).EndsAsync();

        await AssignAsync(RequestOf(1)).EndsAsync();

        Assert.Single(Second.Assigns);
        Assert.Equal(3, First.Assigns.Count);
    }

    [Fact]
    public async Task Assign_WaitsWhileThePartsChange_StaysWhereItWaits()
    {
        var asks = 0;
        First.OnAssign = _ => new(++asks == 1
            ? new AssignReply { Outcome = AssignOutcome.Waiting, Parts = 2 }
            : FakeFunction.Granted with { Parts = 2 });

        await AssignAsync(RequestOf(1)).EndsAsync();

        Assert.Equal(2, First.Assigns.Count);
        Assert.Empty(Second.Assigns);
    }

    [Fact]
    public async Task Assign_CallerGoesWhileItWaitsElsewhere_IsToldThere()
    {
        using var gone = new CancellationTokenSource();
        TellParts(2);
        var answer = new TaskCompletionSource<AssignReply>();
        Second.OnAssign = _ => new(answer.Task);
        var assign = AssignAsync(RequestOf(1), gone.Token);
        await Eventually.HoldsAsync(() => Second.Assigns.Count == 1);

        await gone.CancelAsync();
        answer.SetResult(FakeFunction.Granted);

        await Assert.ThrowsAsync<RpcException>(() => assign.EndsAsync());
        Assert.NotEmpty(Second.Abandons);
    }

    [Theory]
    [InlineData("i1", "f")]
    [InlineData("p1.x-1-1", "f\u001f1")]
    [InlineData("p3.x-1-1", "f\u001f3")]
    [InlineData("p999.x-1-1", "f")]
    public async Task GiveBack_Instance_GoesToThePartThatItsIdTells(string instance, string key)
    {
        var idle = new IdleRequest { RequestId = "r1", InstanceId = instance };

        await new IdleCalls(_calls.Setup).GiveBackAsync("f", idle, new FakeCaller());

        Assert.Single(Part(key).Idles);
    }

    [Fact]
    public void CheckKey_KeyOfAPart_IsRefusedByName()
    {
        var error = Assert.Throws<RpcException>(() => FieldChecks.CheckKey("meta_data.key", s_key1));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Contains("meta_data.key has the character U+001F", error.Status.Detail, StringComparison.Ordinal);
    }

    public void Dispose() => _calls.Dispose();

    private static string RequestOf(int part) => Enumerable.Range(0, 100)
        .Select(number => $"q{number}")
        .First(request => FunctionParts.PartOfRequest(request, 2) == part);

    private FakeFunction Part(string key) => _parts.GetOrAdd(key, _ => new FakeFunction());

    private void TellParts(int parts) => First.OnAssign = ask => new(
        FunctionParts.PartOfRequest(ask.RequestId, parts) == 0
            ? FakeFunction.Granted with { Parts = parts }
            : new AssignReply { Outcome = AssignOutcome.Elsewhere, Parts = parts });

    private Task<WireAssignReply> AssignAsync(string requestId, CancellationToken gone = default)
    {
        var ask = new AssignRequest { RequestId = requestId, MemoryMegabytes = 128, Wait = TimeSpan.FromSeconds(60) };
        return _assigns.AssignAsync("f", ask, new FakeCaller(gone: gone));
    }
}
