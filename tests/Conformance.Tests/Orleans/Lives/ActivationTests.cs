using Orleans;

namespace OrleansScaler.Conformance.Tests.Orleans.Lives;

public sealed class ActivationTests(TestSilo silo) : IClassFixture<TestSilo>
{
    [Fact]
    public async Task FirstCall_NoActivation_ActivatesOnce()
    {
        var grain = silo.Client.GetGrain<ILifeGrain>("first-call");

        await grain.Count();
        await grain.Count();

        Assert.Single(silo.Probe.Log, "first-call activated");
    }

    [Fact]
    public async Task GetGrain_SameKeyTwice_ReachesTheSameState()
    {
        await silo.Client.GetGrain<ILifeGrain>("same-key").Count();

        Assert.Equal(2, await silo.Client.GetGrain<ILifeGrain>("same-key").Count());
    }

    [Fact]
    public async Task GetGrain_OtherKey_ReachesAnotherState()
    {
        await silo.Client.GetGrain<ILifeGrain>("one-key").Count();

        Assert.Equal(1, await silo.Client.GetGrain<ILifeGrain>("another-key").Count());
    }

    [Fact]
    public async Task GetPrimaryKeyString_KeyWithSlashAndUmlaut_IsTheKey()
    {
        Assert.Equal("a/b·ü", await silo.Client.GetGrain<ILifeGrain>("a/b·ü").Key());
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(42L)]
    [InlineData(-1L)]
    [InlineData(long.MinValue)]
    public async Task GetPrimaryKeyLong_AnyInteger_IsTheKey(long key)
    {
        Assert.Equal(key, await silo.Client.GetGrain<INumberedGrain>(key).Key());
    }

    [Fact]
    public void GetGrainId_Reference_NamesTypeAndKey()
    {
        Assert.Equal("life/some-key", silo.Client.GetGrain<ILifeGrain>("some-key").GetGrainId().ToString());
    }

    [Fact]
    public void Equals_TwoReferencesToOneGrain_AreEqual()
    {
        Assert.Equal(silo.Client.GetGrain<ILifeGrain>("twin"), silo.Client.GetGrain<ILifeGrain>("twin"));
    }

    [Fact]
    public async Task AsReference_ReturnedToTheCaller_ReachesTheSameActivation()
    {
        var grain = silo.Client.GetGrain<ILifeGrain>("self");

        var self = await grain.Self();

        Assert.Equal(await grain.Incarnation(), await self.Incarnation());
    }

    [Fact]
    public void GetGrain_EmptyKey_Throws()
    {
        Assert.Throws<ArgumentException>(() => silo.Client.GetGrain<ILifeGrain>(string.Empty));
    }

    [Fact]
    public async Task OnActivateAsync_Throws_CallerGetsTheExceptionAndTheNextCallTriesAgain()
    {
        var grain = silo.Client.GetGrain<IFragileGrain>("fragile");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(grain.Hello);
        silo.Probe.Signal("mended");

        Assert.Contains("not mended yet", failure.Message, StringComparison.Ordinal);
        Assert.Equal("hello", await grain.Hello());
    }
}
