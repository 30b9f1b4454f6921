namespace OrleansScaler.Grains.Tests.Storage;

/// <summary>Writes that come while the disk is busy share its next flush.</summary>
public sealed class GroupCommitTests : IDisposable
{
    private const string Log = "ledger.log";

    private readonly TemporaryFolder _folder = new();
    private readonly DiskFaults _faults = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Write_WhileTheDiskIsBusy_SharesOneFlush()
    {
        using var store = Stores.OpenRecords(_folder, _faults);
        using var isFlushing = new ManualResetEventSlim();
        using var mayGoOn = new ManualResetEventSlim();
        _faults.OnFlush = name =>
        {
            isFlushing.Set();
            mayGoOn.Wait();
            return false;
        };
        var first = store.PutAsync(0, "first");
        isFlushing.Wait();
        var before = _faults.Flushes[Log];

        var others = Enumerable.Range(1, 99).Select(number => store.PutAsync(number, "other")).ToArray();
        Assert.DoesNotContain(others.Append(first), write => write.IsCompleted);
        Assert.Null(store.Get(0));
        mayGoOn.Set();
        await Task.WhenAll([first, .. others]);

        Assert.Equal(1, _faults.Flushes[Log] - before);
        Assert.Equal("other", store.Get(99));
    }

    [Fact]
    public async Task Write_ManyAtOnce_TakesFewerFlushesThanWrites()
    {
        using var store = Stores.OpenRecords(_folder, _faults);
        var before = _faults.Flushes[Log];

        await Task.WhenAll(Enumerable.Range(0, 64).Select(async number =>
        {
            string? eTag = null;
            for (var round = 0; round < 20; round++)
            {
                eTag = await store.PutAsync(number, $"{round}", eTag);
            }
        }));

        Assert.InRange(_faults.Flushes[Log] - before, 20, 640);
    }

    [Fact]
    public async Task Write_OneByOne_IsFlushedEachTimeBeforeItIsAnswered()
    {
        using var store = Stores.OpenRecords(_folder, _faults);
        var before = _faults.Flushes[Log];

        for (var number = 0; number < 5; number++)
        {
            await store.PutAsync(number, "x");
            Assert.Equal(number + 1, _faults.Flushes[Log] - before);
        }
    }

    [Fact]
    public async Task Write_SameKeyTwiceInAGroup_LetsOneWin()
    {
        using var store = Stores.OpenRecords(_folder, _faults);
        using var isFlushing = new ManualResetEventSlim();
        using var mayGoOn = new ManualResetEventSlim();
        _faults.OnFlush = name =>
        {
            isFlushing.Set();
            mayGoOn.Wait();
            return false;
        };
        var first = store.PutAsync(0, "first");
        isFlushing.Wait();

        Task<string>[] two = [store.PutAsync(1, "a"), store.PutAsync(1, "b")];
        mayGoOn.Set();

        await two[0];
        await Assert.ThrowsAsync<Orleans.Storage.InconsistentStateException>(() => two[1]);
        Assert.Equal("a", store.Get(1));
        await first;
    }

    [Fact]
    public async Task Write_TooMuchWaiting_IsRefusedAtOnce()
    {
        using var store = Stores.OpenRecords(_folder, _faults, new() { QueueMegabytes = 1 });
        using var isFlushing = new ManualResetEventSlim();
        using var mayGoOn = new ManualResetEventSlim();
        _faults.OnFlush = name =>
        {
            isFlushing.Set();
            mayGoOn.Wait();
            return false;
        };
        var first = store.PutAsync(0, "first");
        isFlushing.Wait();
        var second = store.PutAsync(1, new string('x', 1_000_000));

        var fault = await Assert.ThrowsAsync<IOException>(() => store.PutAsync(2, new string('x', 100_000)));
        mayGoOn.Set();

        Assert.Contains("QueueMegabytes", fault.Message, StringComparison.Ordinal);
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task Write_LargerThanARecord_IsRefused()
    {
        using var store = Stores.OpenRecords(_folder);

        var fault = await Assert.ThrowsAsync<IOException>(() => store.PutAsync(1, new string('x', 17 << 20)));

        Assert.Contains("16777216", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_WithWritesWaiting_CommitsThem()
    {
        Task<string>[] writes;
        using (var store = Stores.OpenRecords(_folder))
        {
            writes = [.. Enumerable.Range(0, 100).Select(number => store.PutAsync(number, "x"))];
        }

        await Task.WhenAll(writes);
        using var reopened = Stores.OpenRecords(_folder);
        Assert.Equal(100, reopened.Count);
    }
}
