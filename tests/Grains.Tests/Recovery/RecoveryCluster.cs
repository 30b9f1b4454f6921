using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Runtime.Hosting;
using OrleansScaler.Contracts.Clusters;
using OrleansScaler.Contracts.Ledgers;
using OrleansScaler.Grains.Hosting;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Recovery;
using OrleansScaler.Grains.Tests.Functions;
using OrleansScaler.Testing;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Recovery;

/// <summary>One silo with function grains, the index of live functions, and a store that the test breaks.</summary>
internal sealed class RecoveryCluster : IAsyncDisposable
{
    private readonly FunctionCluster _functions;

    public RecoveryCluster() => _functions = new FunctionCluster { ConfigureSilo = Configure };

    /// <summary>Nothing is walked unless the test asks for it, or says that there is a store.</summary>
    public LedgerOptions Options { get; } = new() { Store = LedgerOptions.None };

    public FlakyStorage Store { get; } = new();

    public FakeChanges Changes { get; } = new();

    public FunctionCluster Functions => _functions;

    public FakeTimeProvider Clock => _functions.Clock;

    public async Task<RecoveryCluster> StartAsync()
    {
        await _functions.StartAsync();
        return this;
    }

    public ILiveFunctionsGrain ShardOf(string function) =>
        _functions.Cluster.Client.GetGrain<ILiveFunctionsGrain>(LiveFunctionShards.KeyOf(function));

    public Task NoteAsync(string function) => ShardOf(function).Note(function).AsTask().EndsAsync();

    public async Task WalkAsync(string function)
    {
        var walks = (await ShardOf(function).GetStatus()).Walks;
        await ShardOf(function).Walk();
        await PassesUntilAsync(async () => (await ShardOf(function).GetStatus()).Walks > walks);
    }

    /// <summary>What is stored of a function's shard; nothing where there is no record.</summary>
    public string[] StoredWith(string function) =>
        Store.Read("live", KeyOf(function)) is { } json
            ? JsonSerializer.Deserialize<LiveFunctions>(json)!.Functions
            : [];

    public void Put(string function, LiveFunctions stored) => Store.Put("live", KeyOf(function), stored);

    /// <summary>Lets time go on in small steps until something holds.</summary>
    public Task PassesUntilAsync(Func<Task<bool>> condition) => Eventually.HoldsAsync(async () =>
    {
        Clock.Advance(TimeSpan.FromMilliseconds(20));
        return await condition();
    });

    public Task PassesUntilAsync(Func<bool> condition) => PassesUntilAsync(() => Task.FromResult(condition()));

    public async ValueTask DisposeAsync()
    {
        Store.IsDown = false;
        Store.Held?.TrySetResult();
        await _functions.DisposeAsync();
    }

    /// <summary>As the runtime writes integer keys.</summary>
    private static string KeyOf(string function) =>
        LiveFunctionShards.KeyOf(function).ToString("X", CultureInfo.InvariantCulture);

    private void Configure(ISiloBuilder silo)
    {
        silo.Services.AddGrainStorage("ledger", (_, _) => Store);
        silo.Services.AddSingleton<IClusterChanges>(Changes);
        silo.Services.AddSingleton(Options);
        silo.Services.AddRecovery(Options);
    }
}
