namespace OrleansScaler.Conformance.Tests.Orleans.Lives;

public sealed class DeactivationTests(TestSilo silo) : IClassFixture<TestSilo>
{
    [Fact]
    public async Task DeactivateOnIdle_QuietGrain_NextCallMeetsAnotherIncarnation()
    {
        var grain = silo.Client.GetGrain<ILifeGrain>("quiet");
        var before = await grain.Incarnation();

        await grain.Deactivate();

        Assert.NotEqual(before, await grain.Incarnation());
        Assert.Contains("quiet deactivated: ApplicationRequested", silo.Probe.Log);
    }

    [Fact]
    public async Task DeactivateOnIdle_CallRunning_ItEndsBeforeTheGrainIsGone()
    {
        var grain = silo.Client.GetGrain<ILifeGrain>("busy");
        var held = grain.Hold("busy-gate");
        await silo.Probe.Reached("busy-gate held");

        await grain.Deactivate();
        var later = grain.Count();
        silo.Probe.Signal("busy-gate");
        await held;
        await later;

        string[] expected =
            ["busy activated", "busy busy-gate ended", "busy deactivated: ApplicationRequested", "busy activated"];
        var log = silo.Probe.Log.Where(static entry => entry.StartsWith("busy", StringComparison.Ordinal));
        Assert.Equal(expected, log);
    }

    [Fact]
    public async Task DeactivateOnIdle_CallRunning_LaterCallsGoToTheNextIncarnation()
    {
        var grain = silo.Client.GetGrain<ILifeGrain>("leaving");
        var before = await grain.Incarnation();
        var held = grain.Hold("leaving-gate");
        await silo.Probe.Reached("leaving-gate held");

        await grain.Deactivate();
        var later = grain.Incarnation();
        silo.Probe.Signal("leaving-gate");
        await held;

        Assert.NotEqual(before, await later);
    }

    [Fact]
    public async Task Stop_LivingGrain_IsDeactivatedBecauseTheSiloShutsDown()
    {
        await using var own = await TestSilo.StartAsync(static _ => { });
        await own.Client.GetGrain<ILifeGrain>("last").Count();

        await own.Stop();

        Assert.Contains("last deactivated: ShuttingDown", own.Probe.Log);
    }
}
