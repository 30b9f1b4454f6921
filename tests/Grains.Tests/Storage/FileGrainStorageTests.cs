using Orleans;
using Orleans.Storage;

namespace OrleansScaler.Grains.Tests.Storage;

/// <summary>What every storage provider promises.</summary>
public sealed class FileGrainStorageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Read_NothingStored_IsABlankStateWithoutARecord()
    {
        using var store = Stores.Open(_folder);
        var state = new GrainState<Sample>(new Sample { Text = "old" }, "7") { RecordExists = true };

        await store.ReadStateAsync("slots", Stores.Grain(1), state);

        Assert.Equal(("", null, false), (state.State!.Text, state.ETag, state.RecordExists));
    }

    [Fact]
    public async Task Read_WhatWasWritten_IsTheSameAfterReopening()
    {
        string eTag;
        using (var store = Stores.Open(_folder))
        {
            eTag = await store.WriteAsync(1, "é 漢 \n");
        }

        using var reopened = Stores.Open(_folder);
        var read = await reopened.ReadAsync(1);

        Assert.Equal(("é 漢 \n", eTag, true), (read.State!.Text, read.ETag, read.RecordExists));
    }

    [Fact]
    public async Task Write_OfStatesAndGrains_AreRecordsOfTheirOwn()
    {
        using var store = Stores.Open(_folder);

        await store.WriteAsync(1, "one");
        await store.WriteAsync(2, "two");
        await store.WriteStateAsync("index", Stores.Grain(1), new GrainState<Sample>(new Sample { Text = "index" }));

        Assert.Equal("one", (await store.ReadAsync(1)).State!.Text);
        Assert.Equal("two", (await store.ReadAsync(2)).State!.Text);
    }

    [Fact]
    public async Task Write_WithTheNewestETag_GivesAnother()
    {
        using var store = Stores.Open(_folder);
        var first = await store.WriteAsync(1, "one");

        var second = await store.WriteAsync(1, "two", first);

        Assert.NotEqual(first, second);
        Assert.Equal("two", (await store.ReadAsync(1)).State!.Text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("999")]
    [InlineData("none of ours")]
    public async Task Write_WithAWrongETag_IsRefusedAndChangesNothing(string? eTag)
    {
        using var store = Stores.Open(_folder);
        var stored = await store.WriteAsync(1, "one");

        var fault = await Assert.ThrowsAsync<InconsistentStateException>(() => store.WriteAsync(1, "two", eTag));

        Assert.Equal(stored, fault.StoredEtag);
        Assert.Contains("function/f-1", fault.Message, StringComparison.Ordinal);
        Assert.Equal("one", (await store.ReadAsync(1)).State!.Text);
    }

    [Fact]
    public async Task Write_WithAnETagWhereNothingIs_IsRefused()
    {
        using var store = Stores.Open(_folder);

        await Assert.ThrowsAsync<InconsistentStateException>(() => store.WriteAsync(1, "one", "1"));
    }

    [Fact]
    public async Task Clear_WithTheNewestETag_ForgetsTheRecordForGood()
    {
        using (var store = Stores.Open(_folder))
        {
            var state = new GrainState<Sample>(new Sample { Text = "old" }, await store.WriteAsync(1, "one"));
            await store.ClearStateAsync("slots", Stores.Grain(1), state);
            Assert.Equal(("", null, false), (state.State!.Text, state.ETag, state.RecordExists));
        }

        using var reopened = Stores.Open(_folder);
        Assert.False((await reopened.ReadAsync(1)).RecordExists);
        await reopened.WriteAsync(1, "anew");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("999")]
    public async Task Clear_WithAWrongETag_IsRefused(string? eTag)
    {
        using var store = Stores.Open(_folder);
        await store.WriteAsync(1, "one");
        var state = new GrainState<Sample>(new Sample(), eTag);

        await Assert.ThrowsAsync<InconsistentStateException>(
            () => store.ClearStateAsync("slots", Stores.Grain(1), state));
        Assert.True((await store.ReadAsync(1)).RecordExists);
    }

    [Fact]
    public async Task Clear_OfNothing_WritesNothing()
    {
        using var store = Stores.Open(_folder);
        var before = new FileInfo(_folder.Log).Length;

        await store.ClearStateAsync("slots", Stores.Grain(1), new GrainState<Sample>(new Sample()));

        Assert.Equal(before, new FileInfo(_folder.Log).Length);
    }

    [Fact]
    public async Task ETags_AfterAClear_AreNotGivenAgain()
    {
        string first;
        using (var store = Stores.Open(_folder))
        {
            first = await store.WriteAsync(1, "one");
            await store.ClearStateAsync("slots", Stores.Grain(1), new GrainState<Sample>(new Sample(), first));
        }

        using var reopened = Stores.Open(_folder);
        Assert.NotEqual(first, await reopened.WriteAsync(1, "two"));
    }

    [Fact]
    public async Task Read_AStateOfAnotherProgramVersion_PassesOverWhatItDoesNotKnow()
    {
        using var store = Stores.Open(_folder);
        var tomorrow = new GrainState<Dictionary<string, string>>(new() { ["Text"] = "t", ["Unheard"] = "of" });
        await store.WriteStateAsync("slots", Stores.Grain(1), tomorrow);

        Assert.Equal("t", (await store.ReadAsync(1)).State!.Text);
    }

    [Fact]
    public async Task Read_AStateOfAnotherShape_NamesIt()
    {
        using var store = Stores.Open(_folder);
        await store.WriteStateAsync("slots", Stores.Grain(1), new GrainState<int[]>([1]));

        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => store.ReadAsync(1));

        Assert.Contains("slots of function/f-1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_AfterDisposal_IsRefused()
    {
        var store = Stores.Open(_folder);
        store.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.WriteAsync(1, "one"));
    }
}
