namespace OrleansScaler.Conformance.Tests.Orleans.Turns;

public sealed class TurnTests(TestSilo silo) : IClassFixture<TestSilo>
{
    [Fact]
    public async Task Await_InsideACall_ResumesOnTheSchedulerOfTheActivation()
    {
        var seen = await Reentrant("surroundings").Surroundings();

        Assert.True(seen.OwnScheduler);
        Assert.True(seen.SameSchedulerAfterAwait);
    }

    [Fact]
    public async Task Call_CallerHasASynchronizationContext_TheTurnHasNone()
    {
        var seen = await Task.Run(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
            return Reentrant("context").Surroundings();
        });

        Assert.False(seen.SynchronizationContext);
    }

    [Fact]
    public async Task Call_CallerHasAnAsyncLocal_TheTurnDoesNotSeeIt()
    {
        TurnGrainBase.CallersLocal.Value = "mine";

        var seen = await Reentrant("local").Surroundings();

        Assert.Null(seen.CallersLocal);
    }

    [Fact]
    public async Task Calls_ManyToAReentrantGrain_OneThreadIsInsideAtATime()
    {
        const int Calls = 500;
        var grain = Reentrant("many");

        var counts = await Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => grain.CountSlowly()));

        Assert.Equal(Enumerable.Range(1, Calls), counts.Order());
    }

    [Fact]
    public async Task Calls_FromManyThreads_OneThreadIsInsideAtATime()
    {
        const int Threads = 8;
        const int CallsEach = 100;
        var grain = Reentrant("threads");

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(async () =>
        {
            for (var call = 0; call < CallsEach; call++)
            {
                await grain.CountInChildTasks(2);
            }
        })));

        Assert.Equal(Threads * CallsEach * 2, await grain.CountInChildTasks(0));
    }

    [Fact]
    public async Task StartNew_InsideATurn_RunsInTurns()
    {
        Assert.Equal(50, await Reentrant("children").CountInChildTasks(50));
    }

    [Fact]
    public async Task Call_GrainToGrain_ReturnsTheOthersAnswer()
    {
        Assert.Equal("there says hi", await Reentrant("here").CallNeighbour("there", "hi"));
    }

    [Fact]
    public async Task Call_GrainAsArgument_IsUsable()
    {
        var other = Reentrant("other");

        Assert.Equal("other says called back", await Reentrant("caller").CallBack(other));
    }

    [Fact]
    public async Task Call_BackIntoAReentrantCaller_Answers()
    {
        var grain = Reentrant("ring");

        Assert.Equal("ring says called back", await grain.CallBack(grain));
    }

    [Fact]
    public async Task OneWay_CallStillRunning_HasReturned()
    {
        var grain = Reentrant("one-way");

        await grain.HoldUnheard("unheard");

        Assert.DoesNotContain("unheard out", silo.Probe.Log);
        silo.Probe.Signal("unheard");
    }

    [Fact]
    public async Task OneWay_CallFails_NobodyHears()
    {
        var grain = Reentrant("one-way-failure");

        await grain.FailUnheard();

        Assert.Equal("one-way-failure says still here", await grain.Say("still here"));
    }

    private IReentrantTurnGrain Reentrant(string key) => silo.Client.GetGrain<IReentrantTurnGrain>(key);
}
