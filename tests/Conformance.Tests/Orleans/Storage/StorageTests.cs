using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace OrleansScaler.Conformance.Tests.Orleans.Storage;

public sealed class StorageTests : IAsyncLifetime
{
    public const string Store = "notes";

    private TestSilo _silo = null!;

    public async Task InitializeAsync() =>
        _silo = await TestSilo.StartAsync(static silo => silo.AddMemoryGrainStorage(Store));

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task State_NothingWritten_IsFreshAndHasNoRecord()
    {
        Assert.Empty(await Grain("fresh").Lines());
        Assert.False(await Grain("fresh").RecordExists());
    }

    [Fact]
    public async Task State_Written_OutlivesTheActivation()
    {
        await Grain("written").Write("one");
        await Grain("written").Write("two");
        await Grain("written").Deactivate();

        Assert.Equal(["one", "two"], await Grain("written").Lines());
        Assert.True(await Grain("written").RecordExists());
    }

    [Fact]
    public async Task State_ChangedButNotWritten_IsLostWithTheActivation()
    {
        await Grain("scribbled").Write("one");
        await Grain("scribbled").Scribble("two");
        await Grain("scribbled").Deactivate();

        Assert.Equal(["one"], await Grain("scribbled").Lines());
    }

    [Fact]
    public async Task ReadStateAsync_ChangedButNotWritten_BringsBackWhatWasWritten()
    {
        await Grain("reread").Write("one");
        await Grain("reread").Scribble("two");
        await Grain("reread").Reread();

        Assert.Equal(["one"], await Grain("reread").Lines());
    }

    [Fact]
    public async Task ClearStateAsync_Written_LeavesNothing()
    {
        await Grain("cleared").Write("one");
        await Grain("cleared").Clear();

        Assert.False(await Grain("cleared").RecordExists());
        Assert.Empty(await Grain("cleared").Lines());
    }

    [Fact]
    public async Task WriteStateAsync_AfterAClear_WritesANewRecord()
    {
        await Grain("again").Write("one");
        await Grain("again").Clear();
        await Grain("again").Write("two");
        await Grain("again").Deactivate();

        Assert.Equal(["two"], await Grain("again").Lines());
    }

    [Fact]
    public async Task WriteStateAsync_StaleETag_Throws()
    {
        var storage = _silo.Services.GetRequiredKeyedService<IGrainStorage>(Store);
        var id = GrainId.Create("notebook", "stale");
        var (mine, theirs) = (new GrainState<Notebook>(new()), new GrainState<Notebook>(new()));
        await storage.ReadStateAsync("notebook", id, mine);
        await storage.ReadStateAsync("notebook", id, theirs);
        await storage.WriteStateAsync("notebook", id, theirs);

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("notebook", id, mine));
    }

    [Fact]
    public async Task WriteStateAsync_TwiceWithTheETagReturned_Succeeds()
    {
        var storage = _silo.Services.GetRequiredKeyedService<IGrainStorage>(Store);
        var id = GrainId.Create("notebook", "twice");
        var state = new GrainState<Notebook>(new());
        await storage.WriteStateAsync("notebook", id, state);
        var first = state.ETag;
        await storage.WriteStateAsync("notebook", id, state);

        Assert.NotNull(first);
        Assert.NotEqual(first, state.ETag);
    }

    [Fact]
    public async Task AddGrainStorage_ProviderOfOnesOwn_IsAskedByStateAndGrain()
    {
        var own = new RecordingStorage("own");
        await using var silo = await TestSilo.StartAsync(builder =>
            builder.Services.AddGrainStorage(Store, (_, _) => own));

        await silo.Client.GetGrain<INotebookGrain>("x").Write("one");

        Assert.Equal(["own: read notebook of notebook/x", "own: write notebook of notebook/x"], own.Asked);
    }

    [Fact]
    public async Task Activate_StorageNotRegistered_TheCallFails()
    {
        await using var silo = await TestSilo.StartAsync(static _ => { });

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => silo.Client.GetGrain<INotebookGrain>("none").Lines());
    }

    private INotebookGrain Grain(string key) => _silo.Client.GetGrain<INotebookGrain>(key);
}
