using OrleansScaler.Contracts.Ledgers;
using OrleansScaler.Contracts.Spares;
using OrleansScaler.Grains.Tests.Functions;
using OrleansScaler.Grains.Tests.Ledgers;
using OrleansScaler.Platforms;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Spares;

/// <summary>What stories of stored spares tell again and again.</summary>
internal static class SpareWorld
{
    private static readonly TimeSpan s_create = TimeSpan.FromSeconds(2);

    /// <summary>One spare is prepared, and stored; no other is wanted.</summary>
    public static async Task<LedgerWorld> StartWithOneAsync(Action<LedgerWorld>? configure = null)
    {
        var world = new LedgerWorld { Wish = new WishedSpares { Spares = 1 } };
        configure?.Invoke(world);
        await world.StartAsync();
        await world.WishAsync(1);
        await world.Platform.MakeNextAsync("spare");
        await Eventually.HoldsAsync(() => world.Store.ReadSpares()?.Spares is [{ PlatformSlotId: "spare" }]);
        world.Wish.Spares = 0;
        return world;
    }

    /// <summary>One spare is under way when the process dies.</summary>
    public static async Task<(LedgerWorld Before, PlatformCall Intent)> StartWithIntentAsync()
    {
        var before = await new LedgerWorld { Wish = new WishedSpares { Spares = 1 } }.StartAsync();
        await before.WishAsync(1);
        var intent = await before.Platform.Creates.NextAsync();
        before.Wish!.Spares = 0;
        return (before, new PlatformCall(
            intent.RequestId, () => intent.Answer(new CreateSlotResult(PlatformOutcome.Failed))));
    }

    public static ISparePoolGrain Spares(this LedgerWorld world) => world.Functions.Spares();

    /// <summary>From now on so many are wanted.</summary>
    public static async Task WishAsync(this LedgerWorld world, int spares)
    {
        world.Wish!.Spares = spares;
        await world.Spares().CreateTook(s_create).AsTask().EndsAsync();
    }

    /// <summary>As every silo does at its start, and after the loss of another.</summary>
    public static async Task WalkAsync(this LedgerWorld world)
    {
        var name = SpareSize.IndexNameOf(SpareSize.KeyOf(FunctionCalls.Megabytes));
        var shard = world.Functions.Cluster.Client.GetGrain<ILiveFunctionsGrain>(LiveFunctionShards.KeyOf(name));
        await shard.Walk().AsTask().EndsAsync();
    }

    /// <summary>The next destroy succeeds.</summary>
    /// <returns>The slot that it was of.</returns>
    public static async Task<string> DestroyNextAsync(this LedgerWorld world)
    {
        var destroy = await world.Platform.Destroys.NextAsync();
        destroy.Answer(new DestroySlotResult(PlatformOutcome.Ok));
        return destroy.PlatformSlotId!;
    }

    public static Task NoSpareIsStoredAsync(this LedgerWorld world) =>
        Eventually.HoldsAsync(() => world.Store.ReadSpares() is null or { Spares.Count: 0 });

    /// <summary>A call that the process before never saw answered.</summary>
    internal sealed record PlatformCall(string RequestId, Action End);
}
