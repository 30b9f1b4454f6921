using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Recovery;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Recovery;

public sealed class RecoveryWalkTests
{
    [Fact]
    public async Task Start_FunctionsStored_AreAsked()
    {
        await using var cluster = Durable();
        cluster.Put("f", new LiveFunctions { Functions = ["f"] });

        await cluster.StartAsync();

        await Eventually.HoldsAsync(() => cluster.StoredWith("f").Length == 0);
    }

    [Fact]
    public async Task Start_NoStore_AsksNobody()
    {
        await using var cluster = new RecoveryCluster();
        cluster.Put("f", new LiveFunctions { Functions = ["f"] });

        await cluster.StartAsync();
        cluster.Changes.LoseSilo();
        cluster.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(0, (await cluster.ShardOf("f").GetStatus()).Walks);
    }

    [Fact]
    public async Task Start_StoreDown_WalksWhenItIsBack()
    {
        await using var cluster = Durable();
        cluster.Put("f", new LiveFunctions { Functions = ["f"] });
        cluster.Store.IsDown = true;
        await cluster.StartAsync();
        await Eventually.HoldsAsync(() => cluster.Store.FailedCalls > 0);

        cluster.Store.IsDown = false;

        await cluster.PassesUntilAsync(() => cluster.StoredWith("f").Length == 0);
    }

    [Fact]
    public async Task SiloLost_Once_WalksASecondLater()
    {
        await using var cluster = await WalkedOnceAsync();

        cluster.Changes.LoseSilo();

        await PassesUntilWalksAsync(cluster, 2);
    }

    [Fact]
    public async Task SiloLost_SeveralTogether_WalksOnce()
    {
        await using var cluster = await WalkedOnceAsync();

        for (var lost = 0; lost < 3; lost++)
        {
            cluster.Changes.LoseSilo();
        }

        await PassesUntilWalksAsync(cluster, 2);
        cluster.Changes.LoseSilo();
        await PassesUntilWalksAsync(cluster, 3);
        await cluster.PassesUntilAsync(() => cluster.Clock.ArmedTimers == 0);
        Assert.Equal(3, (await cluster.ShardOf("f").GetStatus()).Walks);
    }

    private static RecoveryCluster Durable()
    {
        var cluster = new RecoveryCluster();
        cluster.Options.Store = LedgerOptions.File;
        return cluster;
    }

    private static async Task<RecoveryCluster> WalkedOnceAsync()
    {
        var cluster = Durable();
        await cluster.StartAsync();
        await PassesUntilWalksAsync(cluster, 1);
        return cluster;
    }

    private static Task PassesUntilWalksAsync(RecoveryCluster cluster, int walks) =>
        cluster.PassesUntilAsync(async () => (await cluster.ShardOf("f").GetStatus()).Walks == walks);
}
