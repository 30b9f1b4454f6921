namespace OrleansScaler.Conformance.Tests.Orleans.Turns;

public sealed class InterleavingTests(TestSilo silo) : IClassFixture<TestSilo>
{
    [Fact]
    public async Task Call_NotReentrantAndBusy_WaitsForTheEndOfTheOther()
    {
        var grain = Grain("plain");
        var held = grain.Hold("plain-a");
        await silo.Probe.Reached("plain-a in");

        var second = grain.Mark("plain-b");
        silo.Probe.Signal("plain-a");
        await Task.WhenAll(held, second);

        Assert.Equal(["plain-a out", "plain-b"], LogOf("plain"));
    }

    [Fact]
    public async Task Call_NotReentrantAndBusy_EveryWaitingCallRunsOnceAfterIt()
    {
        var grain = Grain("each");
        var held = grain.Hold("each-0");
        await silo.Probe.Reached("each-0 in");

        // In any order: messages of one sender may overtake each other.
        var later = Enumerable.Range(1, 20).Select(i => grain.Mark($"each-{i}")).ToArray();
        silo.Probe.Signal("each-0");
        await Task.WhenAll([held, .. later]);

        Assert.Equal("each-0 out", LogOf("each").First());
        Assert.Equal(Enumerable.Range(1, 20).Select(static i => $"each-{i}").Order(), LogOf("each").Skip(1).Order());
    }

    [Fact]
    public async Task Call_ReentrantAndAwaiting_RunsAtOnce()
    {
        var grain = silo.Client.GetGrain<IReentrantTurnGrain>("reentrant");
        var held = grain.Hold("reentrant-a");
        await silo.Probe.Reached("reentrant-a in");

        await grain.Mark("reentrant-b");
        silo.Probe.Signal("reentrant-a");
        await held;

        Assert.Equal(["reentrant-b", "reentrant-a out"], LogOf("reentrant"));
    }

    [Fact]
    public async Task AlwaysInterleave_BusyWithAnOrdinaryCall_RunsAtOnce()
    {
        var grain = Grain("always");
        var held = grain.Hold("always-a");
        await silo.Probe.Reached("always-a in");
        silo.Probe.Signal("always-b");

        await grain.HoldInterleaved("always-b");
        silo.Probe.Signal("always-a");
        await held;

        Assert.Equal(["always-b out", "always-a out"], LogOf("always"));
    }

    [Fact]
    public async Task AlwaysInterleave_OrdinaryCallsWaiting_OvertakesThem()
    {
        var grain = Grain("overtake");
        var held = grain.Hold("overtake-a");
        await silo.Probe.Reached("overtake-a in");
        var waiting = grain.Mark("overtake-b");
        silo.Probe.Signal("overtake-c");

        await grain.HoldInterleaved("overtake-c");
        silo.Probe.Signal("overtake-a");
        await Task.WhenAll(held, waiting);

        Assert.Equal(["overtake-c out", "overtake-a out", "overtake-b"], LogOf("overtake"));
    }

    [Fact]
    public async Task Call_OnlyAnInterleavedCallRuns_RunsAtOnce()
    {
        var grain = Grain("beside");
        var held = grain.HoldInterleaved("beside-a");
        await silo.Probe.Reached("beside-a in");

        await grain.Mark("beside-b");
        silo.Probe.Signal("beside-a");
        await held;

        Assert.Equal(["beside-b", "beside-a out"], LogOf("beside"));
    }

    [Fact]
    public async Task ReadOnly_BusyReading_RunsAtOnce()
    {
        var grain = Grain("read");
        var held = grain.HoldReading("read-a");
        await silo.Probe.Reached("read-a in");
        silo.Probe.Signal("read-b");

        await grain.HoldReading("read-b");
        silo.Probe.Signal("read-a");
        await held;

        Assert.Equal(["read-b out", "read-a out"], LogOf("read"));
    }

    [Fact]
    public async Task ReadOnly_BusyWriting_Waits()
    {
        var grain = Grain("write");
        var held = grain.Hold("write-a");
        await silo.Probe.Reached("write-a in");
        silo.Probe.Signal("write-b");

        var reading = grain.HoldReading("write-b");
        silo.Probe.Signal("write-a");
        await Task.WhenAll(held, reading);

        Assert.Equal(["write-a out", "write-b out"], LogOf("write"));
    }

    private ITurnGrain Grain(string key) =>
        silo.Client.GetGrain<ITurnGrain>(key, "OrleansScaler.Conformance.Tests.Orleans.Turns.TurnGrain");

    private IEnumerable<string> LogOf(string prefix) =>
        silo.Probe.Log.Where(entry => entry.StartsWith(prefix + "-", StringComparison.Ordinal));
}
