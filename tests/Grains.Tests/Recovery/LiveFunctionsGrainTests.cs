using OrleansScaler.Grains.Recovery;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Recovery;

public sealed class LiveFunctionsGrainTests
{
    [Fact]
    public async Task Note_First_IsStoredWhenAnswered()
    {
        await using var cluster = await new RecoveryCluster().StartAsync();

        await cluster.NoteAsync("f");

        Assert.Equal(["f"], cluster.StoredWith("f"));
    }

    [Fact]
    public async Task Note_Again_WritesNothing()
    {
        await using var cluster = await new RecoveryCluster().StartAsync();

        await cluster.NoteAsync("f");
        await cluster.NoteAsync("f");

        Assert.Equal(1, cluster.Store.Writes);
    }

    [Fact]
    public async Task Note_ManyWhileOneIsWritten_ShareTheNextWrite()
    {
        await using var cluster = await new RecoveryCluster().StartAsync();
        var shard = cluster.ShardOf("first");
        cluster.Store.Held = new TaskCompletionSource();
        var first = shard.Note("first").AsTask();
        var others = Enumerable.Range(0, 50).Select(number => shard.Note($"f{number}").AsTask()).ToArray();
        await Eventually.HoldsAsync(async () => (await shard.GetStatus()).Functions == 51);

        cluster.Store.Held.SetResult();

        await Task.WhenAll([first, .. others]).EndsAsync();
        Assert.InRange(cluster.Store.Writes, 1, 2);
    }

    [Fact]
    public async Task Note_StoreDown_FailsAfterASecondAndIsStoredLater()
    {
        await using var cluster = await new RecoveryCluster().StartAsync();
        await cluster.NoteAsync("known");
        cluster.Store.IsDown = true;
        var shard = cluster.ShardOf("known");

        var note = shard.Note("f").AsTask();
        await cluster.PassesUntilAsync(() => note.IsCompleted);

        await Assert.ThrowsAsync<TimeoutException>(() => note);
        Assert.Equal(["known"], cluster.StoredWith("known"));
        await shard.Note("known").AsTask().EndsAsync();

        cluster.Store.IsDown = false;
        await cluster.PassesUntilAsync(() => cluster.StoredWith("known").Length == 2);
        Assert.Equal(["f", "known"], cluster.StoredWith("known"));
    }

    [Fact]
    public async Task Note_StoreDownForLong_CatchesUpWithOneWrite()
    {
        await using var cluster = await new RecoveryCluster().StartAsync();
        await cluster.NoteAsync("known");
        var shard = cluster.ShardOf("known");
        cluster.Store.IsDown = true;
        var notes = Enumerable.Range(0, 200).Select(number => shard.Note($"f{number}").AsTask()).ToArray();
        await cluster.PassesUntilAsync(() => notes.All(note => note.IsFaulted));

        cluster.Store.IsDown = false;
        await cluster.PassesUntilAsync(() => cluster.StoredWith("known").Length == 201);

        Assert.Equal(2, cluster.Store.Writes);
    }

    [Fact]
    public async Task Note_WrittenBySomebodyElse_HoldsBoth()
    {
        await using var cluster = await new RecoveryCluster().StartAsync();
        await cluster.NoteAsync("a");
        cluster.Put("a", new LiveFunctions { Functions = ["x"] });

        await cluster.ShardOf("a").Note("b").AsTask().EndsAsync();

        Assert.Equal(["a", "b", "x"], cluster.StoredWith("a"));
    }

    [Fact]
    public async Task Note_StoredByANewerVersion_RefusesAndLeavesIt()
    {
        await using var cluster = await new RecoveryCluster().StartAsync();
        cluster.Put("f", new LiveFunctions { Version = LiveFunctions.CurrentVersion + 1, Functions = ["x"] });

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => cluster.NoteAsync("f"));

        Assert.Contains("version 2", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal(["x"], cluster.StoredWith("f"));
    }

    [Fact]
    public async Task Activate_StoredBefore_KnowsThem()
    {
        await using var cluster = await new RecoveryCluster().StartAsync();
        cluster.Put("f", new LiveFunctions { Functions = ["f", "g"] });

        Assert.Equal(2, (await cluster.ShardOf("f").GetStatus()).Functions);
        await cluster.NoteAsync("f");
        Assert.Equal(0, cluster.Store.Writes);
    }

    [Fact]
    public async Task Deactivate_NotStoredYet_StoresAtLast()
    {
        await using var cluster = await new RecoveryCluster().StartAsync();
        await cluster.NoteAsync("known");
        var shard = cluster.ShardOf("known");
        cluster.Store.IsDown = true;
        var note = shard.Note("f").AsTask();
        await cluster.PassesUntilAsync(() => note.IsCompleted);
        await Assert.ThrowsAsync<TimeoutException>(() => note);

        cluster.Store.IsDown = false;
        await cluster.Functions.Cluster.DeactivateAsync(shard).EndsAsync();

        Assert.Equal(["f", "known"], cluster.StoredWith("known"));
    }

    [Fact]
    public async Task Walk_NoneHasSlots_ForgetsThemWithOneWrite()
    {
        await using var cluster = await new RecoveryCluster().StartAsync();
        cluster.Put("a", new LiveFunctions { Functions = ["a", "b", "c"] });

        await cluster.WalkAsync("a");

        await Eventually.HoldsAsync(() => cluster.StoredWith("a").Length == 0);
        Assert.Equal(1, cluster.Store.Writes);
    }

    [Fact]
    public async Task Walk_OneHasASlot_KeepsIt()
    {
        await using var cluster = await new RecoveryCluster().StartAsync();
        cluster.Put("f", new LiveFunctions { Functions = ["f", "other"] });
        cluster.Functions.Platform.SucceedAlways();
        await cluster.Functions.Function("f").AssignAsync("r");

        await cluster.WalkAsync("f");

        await Eventually.HoldsAsync(() => cluster.StoredWith("f").Length == 1);
        Assert.Equal(["f"], cluster.StoredWith("f"));
    }

    [Fact]
    public async Task Walk_StoreDown_ForgetsWhenItIsBack()
    {
        await using var cluster = await new RecoveryCluster().StartAsync();
        cluster.Put("a", new LiveFunctions { Functions = ["a"] });
        await cluster.ShardOf("a").GetStatus();
        cluster.Store.IsDown = true;

        await cluster.ShardOf("a").Walk();
        await cluster.PassesUntilAsync(() => cluster.Store.FailedCalls > 0);
        Assert.Equal(["a"], cluster.StoredWith("a"));

        cluster.Store.IsDown = false;
        await cluster.PassesUntilAsync(() => cluster.StoredWith("a").Length == 0);
    }

    [Fact]
    public async Task Walk_AskedForWhileUnderWay_BeginsOnceMore()
    {
        await using var cluster = new RecoveryCluster();
        cluster.Options.RecoverPerSecond = 10;
        await cluster.StartAsync();
        cluster.Put("a", new LiveFunctions { Functions = ["a", "b"] });
        var shard = cluster.ShardOf("a");

        await shard.Walk();
        await Eventually.HoldsAsync(async () => (await shard.GetStatus()).Left == 1);
        await shard.Walk();
        await shard.Walk();
        await cluster.PassesUntilAsync(async () => (await shard.GetStatus()).Walks == 2);

        await cluster.PassesUntilAsync(async () => (await shard.GetStatus()).Left == 0);
        Assert.Equal(2, (await shard.GetStatus()).Walks);
    }
}
