using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using OrleansScaler.Contracts.Clusters;
using OrleansScaler.Grains.Fencing;
using OrleansScaler.Grains.Hosting;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Recovery;
using OrleansScaler.Grains.Tests.Functions;
using OrleansScaler.Grains.Tests.Recovery;
using OrleansScaler.Grains.Tests.Spares;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Testing;
using OrleansScaler.Testing.Platforms;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Ledgers;

/// <summary>
/// One life of a silo whose slots are stored. The next life goes on with the store: after a stop, or after a crash,
/// which leaves behind what was stored at that moment.
/// </summary>
internal sealed class LedgerWorld : IAsyncDisposable
{
    private readonly FunctionCluster _functions;
    private bool _isStopped;

    public LedgerWorld()
        : this(new FakeTimeProvider(), new ScriptedStore(), board: null)
    {
    }

    public LedgerWorld(ScriptedStore store)
        : this(new FakeTimeProvider(), store, board: null)
    {
    }

    public LedgerWorld(FakeBoard board)
        : this(new FakeTimeProvider(), new ScriptedStore(), board)
    {
    }

    private LedgerWorld(FakeTimeProvider clock, ScriptedStore store, FakeBoard? board)
    {
        Store = store;
        Board = board;
        _functions = new FunctionCluster { Clock = clock, ConfigureSilo = Configure };
        _functions.Ledger.Store = LedgerOptions.File;

        // Within one ask, so that stories need not tell of more.
        _functions.Ledger.IntentTimeout = TimeSpan.FromMilliseconds(500);
        _functions.Policies.KeepAlive = TimeSpan.FromHours(1);
    }

    /// <summary>As many spares as it says; none where not given.</summary>
    public WishedSpares? Wish { get; init; }

    public ScriptedStore Store { get; }

    public FakeBoard? Board { get; }

    /// <summary>Whether functions are woken by the walk at the start; otherwise when the test calls them.</summary>
    public bool Walks { get; set; }

    /// <summary>Used instead of the silo's own where given.</summary>
    public SiloFence? Fence { get; init; }

    /// <summary>How long the store takes with every write.</summary>
    public TimeSpan WriteTakes { get; init; }

    public LedgerOptions Options => _functions.Ledger;

    public FunctionCluster Functions => _functions;

    public FakeTimeProvider Clock => _functions.Clock;

    public ScriptedPlatform Platform => _functions.Platform;

    public FunctionCalls Function(string key = "f") => _functions.Function(key);

    public async Task<LedgerWorld> StartAsync()
    {
        await _functions.StartAsync();
        return this;
    }

    /// <summary>
    /// The process is gone, its platform and its store are not. It is not told: it goes on in a world of its own.
    /// </summary>
    /// <param name="board">The board that the next life finds; the same one where not given.</param>
    /// <param name="wantsSpares">Whether spares are wanted as before.</param>
    /// <param name="setBy">How far the next life's clock is ahead of this one's.</param>
    public LedgerWorld AfterCrash(FakeBoard? board = null, bool wantsSpares = true, TimeSpan setBy = default) =>
        new(new FakeTimeProvider(Clock.GetUtcNow() + setBy), Store.Copy(), board ?? Board?.Copy())
        {
            Wish = wantsSpares ? Wish : null,
        };

    /// <summary>The silo stops in order.</summary>
    /// <param name="setBy">How far the next life's clock is ahead of this one's.</param>
    public async Task<LedgerWorld> AfterStopAsync(TimeSpan setBy = default)
    {
        await StopAsync();
        return new LedgerWorld(new FakeTimeProvider(Clock.GetUtcNow() + setBy), Store, Board) { Wish = Wish };
    }

    public async Task StopAsync()
    {
        if (!_isStopped)
        {
            _isStopped = true;
            await PassesUntilEndAsync(_functions.Cluster.DisposeAsync().AsTask());
        }
    }

    /// <summary>Lets time go on in small steps until something holds.</summary>
    public Task PassesUntilAsync(Func<bool> condition) => Eventually.HoldsAsync(() =>
    {
        Clock.Advance(TimeSpan.FromMilliseconds(20));
        return condition();
    });

    /// <summary>Lets time go on in small steps until a call ended.</summary>
    public async Task<T> PassesUntilEndAsync<T>(Task<T> task)
    {
        await PassesUntilEndAsync((Task)task);
        return await task;
    }

    public Task PassesUntilEndAsync(Task task) => PassesUntilAsync(() => task.IsCompleted);

    public async ValueTask DisposeAsync()
    {
        Store.IsDown = false;
        Store.LetGo();
        Platform.SucceedAlways();
        await StopAsync();
    }

    private void Configure(ISiloBuilder silo)
    {
        silo.Services.AddGrainStorage<IGrainStorage>(
            LedgerStorage.StoreName,
            (_, _) => WriteTakes == TimeSpan.Zero ? Store : new SlowStore(Store, Clock, WriteTakes));
        if (Board is not null)
        {
            silo.Services.AddSingleton<ISlotUseBoard>(Board);
        }

        if (Wish is not null)
        {
            silo.Services.AddSingleton(provider => SpareCluster.Factory(_functions, Wish, provider));
        }

        silo.Services.AddSingleton<IClusterChanges>(new FakeChanges());
        if (Fence is not null)
        {
            silo.Services.AddSingleton(Fence);
        }

        if (Walks)
        {
            return;
        }

        // Functions wake when the test calls them.
        var walks = silo.Services.Where(service =>
            service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(RecoveryWalk));
        foreach (var walk in walks.ToArray())
        {
            silo.Services.Remove(walk);
        }
    }
}
