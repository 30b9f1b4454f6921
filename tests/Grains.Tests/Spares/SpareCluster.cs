using Microsoft.Extensions.DependencyInjection;
using OrleansScaler.Contracts.Spares;
using OrleansScaler.Grains.Functions;
using OrleansScaler.Grains.Tests.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Policies.Rules;
using OrleansScaler.Testing.Platforms;

namespace OrleansScaler.Grains.Tests.Spares;

/// <summary>A silo whose functions want spares, and the spares of 128 MB in it.</summary>
internal static class SpareCluster
{
    /// <summary>The policies that users name.</summary>
    public static async Task<FunctionCluster> StartAsync(FunctionCluster cluster)
    {
        cluster.Policies.Name = "generic-pool";
        return await cluster.StartAsync();
    }

    /// <summary>As many spares as the test wishes.</summary>
    public static async Task<FunctionCluster> StartAsync(WishedSpares wish, int? maximumSlots = null)
    {
        FunctionCluster? cluster = null;
        cluster = new FunctionCluster
        {
            ConfigureSilo = silo => silo.Services.AddSingleton(provider => Factory(cluster!, wish, provider)),
        };
        cluster.Functions.MaximumSlots = maximumSlots ?? cluster.Functions.MaximumSlots;
        return await cluster.StartAsync();
    }

    public static PoolFactory Factory(FunctionCluster cluster, WishedSpares wish, IServiceProvider provider) => new(
        cluster.Pools,
        new PolicyBook(PolicyNames.Find(cluster.Policies).Set! with { Prewarm = wish }),
        provider.GetRequiredService<SiloCompanions>());

    public static ISparePoolGrain Spares(this FunctionCluster cluster) =>
        cluster.Cluster.Client.GetGrain<ISparePoolGrain>(SpareSize.KeyOf(FunctionCalls.Megabytes));

    /// <summary>The next create makes the slot named.</summary>
    public static async Task<PlatformCall<CreateSlotResult>> MakeNextAsync(
        this ScriptedPlatform platform, string platformSlotId)
    {
        var create = await platform.Creates.NextAsync();
        create.Answer(new CreateSlotResult(PlatformOutcome.Ok, platformSlotId));
        return create;
    }

    /// <summary>The next init succeeds.</summary>
    public static async Task<PlatformCall<InitResult>> InitNextAsync(this ScriptedPlatform platform)
    {
        var init = await platform.Inits.NextAsync();
        init.Answer(new InitResult(PlatformOutcome.Ok));
        return init;
    }
}
