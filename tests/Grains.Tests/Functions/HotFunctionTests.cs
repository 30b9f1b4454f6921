using OrleansScaler.Contracts.Functions;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>
/// A function above what one grain carries: split and merged by load, and nothing is lost on the way.
/// </summary>
public sealed class HotFunctionTests : IAsyncDisposable
{
    /// <summary>Ten calls a second; parts double above one a second.</summary>
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(100);

    private readonly InstantPlatform _platform = new();
    private readonly FunctionCluster _cluster;
    private readonly HotCalls _calls;
    private readonly Queue<(string Request, string Instance)> _held = new();
    private int _requests;

    public HotFunctionTests()
    {
        _cluster = new FunctionCluster { OtherPlatform = _platform };
        _cluster.Hot.SplitAbove = 1;
        _cluster.Hot.MaximumParts = 4;
        _calls = new HotCalls(_cluster);
    }

    [Fact]
    public async Task Assign_MoreThanOneGrainIsToCarry_IsSharedByPartsAndNothingIsLentTwice()
    {
        await _cluster.StartAsync();

        await SplitAsync();
        for (var call = 0; call < 100; call++)
        {
            await CallAsync(s_step);
        }

        var parts = _platform.Slots.Select(FunctionParts.PartOfInstance).Distinct().Order();
        Assert.Equal([0, 1, 2, 3], parts);
        Assert.Equal(["f"], _platform.Functions.Keys);
        Assert.Equal(4, (await _calls.Part(0).GetStatus().EndsAsync()).Parts);
    }

    [Fact]
    public async Task Assign_PartsAreNew_HaveSlotsBeforeTheyAreAsked()
    {
        await _cluster.StartAsync();
        await SplitAsync();

        for (var part = 1; part < 4; part++)
        {
            var status = await _calls.Part(part).GetStatus().EndsAsync();
            Assert.True(status.Idle + status.Busy > 0, $"part {part} has no slot");
        }
    }

    [Fact]
    public async Task Assign_NoRoomForMoreParts_StaysWithOne()
    {
        await _cluster.StartAsync();
        await CallAsync(s_step);
        while (_held.Count < 5)
        {
            await CallAsync(s_step);
        }

        await CallAsync(s_step);
        _platform.IsFull = true;
        for (var call = 0; call < 200; call++)
        {
            await CallAsync(s_step);
        }

        Assert.Equal(1, _calls.Parts);
    }

    [Fact]
    public async Task Idle_LongAfterTheMerge_FindsItsPartAndNoSlotIsLeft()
    {
        await _cluster.StartAsync();
        await SplitAsync();
        while (_held.All(held => FunctionParts.PartOfInstance(held.Instance) < 2))
        {
            await CallAsync(s_step);
        }

        var late = _held.First(held => FunctionParts.PartOfInstance(held.Instance) >= 2);
        foreach (var held in _held.Where(held => held != late))
        {
            Assert.Equal(IdleOutcome.Done, await _calls.IdleAsync(held.Request, held.Instance));
        }

        await MergeAsync();
        Assert.Equal(IdleOutcome.Done, await _calls.IdleAsync(late.Request, late.Instance));

        await Eventually.HoldsAsync(() =>
        {
            _cluster.Clock.Advance(TimeSpan.FromSeconds(1));
            return _platform.Slots.Count == 0 && _cluster.Quotas.Slots.Taken == 0;
        });
    }

    [Fact]
    public async Task Assign_OwnerIsNewAndGatewayKnowsOfParts_SendsWhatIsNotItsOwnThere()
    {
        await _cluster.StartAsync();
        var (own, other) = (RequestOf(0), RequestOf(1));

        var first = await _calls.AskAsync(0, own, parts: 2);
        var second = await _calls.AskAsync(0, other);

        Assert.Equal((AssignOutcome.Granted, 2), (first.Outcome, first.Parts));
        Assert.Equal((AssignOutcome.Elsewhere, 2), (second.Outcome, second.Parts));
    }

    [Fact]
    public async Task Assign_RequestThatPartZeroHoldsSinceBefore_GetsTheSameInstance()
    {
        await _cluster.StartAsync();
        var request = RequestOf(1);
        var before = await _calls.AskAsync(0, request);

        await _calls.AskAsync(0, RequestOf(0), parts: 2);
        var again = await _calls.AskAsync(0, request);

        Assert.Equal((AssignOutcome.Granted, before.InstanceId), (again.Outcome, again.InstanceId));
    }

    [Fact]
    public async Task Assign_PartThatIsNoneAnyMore_ServesTheLateCaller()
    {
        await _cluster.StartAsync();

        var reply = await _calls.AskAsync(3, "r1");

        Assert.Equal(AssignOutcome.Granted, reply.Outcome);
        Assert.Equal(3, FunctionParts.PartOfInstance(reply.InstanceId!));
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private static string RequestOf(int part) => Enumerable.Range(0, 100)
        .Select(number => $"q{number}")
        .First(request => FunctionParts.PartOfRequest(request, 2) == part);

    private async Task SplitAsync()
    {
        // New parts get ready on threads of their own, which the test's clock must not outrun.
        await Eventually.HoldsAsync(async () =>
        {
            await CallAsync(s_step);
            return _calls.Parts == 4;
        });
    }

    /// <summary>Who calls seldom asks part 0.</summary>
    private async Task MergeAsync()
    {
        for (var call = 0; call < 100 && (_calls.Parts > 1 || call == 0); call++)
        {
            _cluster.Clock.Advance(TimeSpan.FromSeconds(20));
            var request = $"r{_requests++}";
            _calls.Parts = 1;
            Assert.Equal(IdleOutcome.Done, await _calls.IdleAsync(request, await _calls.AssignAsync(request)));
        }

        Assert.Equal(1, _calls.Parts);
    }

    /// <summary>One call more; each is held while five others begin.</summary>
    private async Task CallAsync(TimeSpan after)
    {
        _cluster.Clock.Advance(after);
        var request = $"r{_requests++}";
        _held.Enqueue((request, await _calls.AssignAsync(request)));
        if (_held.Count > 5)
        {
            var (ended, instance) = _held.Dequeue();
            Assert.Equal(IdleOutcome.Done, await _calls.IdleAsync(ended, instance));
        }
    }
}
