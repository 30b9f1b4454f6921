using OrleansScaler.Grains.Storage;
using OrleansScaler.Grains.Storage.Records;

namespace OrleansScaler.Grains.Tests.Storage;

/// <summary>The log is written anew when most of it is outdated; nobody loses anything, whenever it stops.</summary>
public sealed class CompactionTests : IDisposable
{
    private const string NewLog = "ledger.log.new";
    private const int Megabyte = 1 << 20;

    private static readonly FileStorageOptions s_soon = new() { CompactAboveMegabytes = 0 };

    private readonly TemporaryFolder _folder = new();
    private readonly DiskFaults _faults = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Write_TheSameKeyAgainAndAgain_KeepsTheLogSmall()
    {
        using (var store = Stores.OpenRecords(_folder, options: s_soon))
        {
            await WriteRoundsAsync(store, rounds: 200);
        }

        // One record of 47 bytes: the log grows to 4 x (64 + 47) bytes and one record, and is compacted then.
        Assert.InRange(new FileInfo(_folder.Log).Length, 100, 500);
        Assert.False(File.Exists(_folder.In(NewLog)));
        using var reopened = Stores.OpenRecords(_folder);
        Assert.Equal("199", reopened.Get(1));
    }

    [Fact]
    public async Task Write_LittleIsOutdatedOrTheLogIsSmall_LeavesTheLogAlone()
    {
        using (var store = Stores.OpenRecords(_folder, _faults))
        {
            await WriteRoundsAsync(store, rounds: 200);
        }

        var late = new FileStorageOptions { CompactAboveMegabytes = 0, CompactAboveTimes = 100 };
        using (var store = Stores.OpenRecords(_folder, _faults, late))
        {
            await store.PutAsync(2, new string('x', 1_000));
        }

        Assert.Equal(1, _faults.Writes[NewLog]); // The first log of all.
    }

    [Fact]
    public async Task Open_ALogWithMuchOutdated_CompactsIt()
    {
        using (var store = Stores.OpenRecords(_folder))
        {
            await WriteRoundsAsync(store, rounds: 200);
        }

        Stores.OpenRecords(_folder, _faults, s_soon).Dispose();

        Assert.Equal(2, _faults.Writes[NewLog]);
        Assert.InRange(new FileInfo(_folder.Log).Length, 64, 128);
    }

    [Fact]
    public async Task ETags_AfterAClearAndACompaction_AreNotGivenAgain()
    {
        string? eTag = null;
        using (var store = Stores.OpenRecords(_folder, options: s_soon))
        {
            for (var round = 0; round < 20; round++)
            {
                eTag = await store.PutAsync(1, "x", eTag);
            }

            await store.WriteAsync(Stores.Key(1), payload: null, eTag);
        }

        Stores.OpenRecords(_folder, options: s_soon).Dispose();
        Assert.Equal(64, new FileInfo(_folder.Log).Length);
        using var reopened = Stores.OpenRecords(_folder);
        Assert.True(long.Parse(await reopened.PutAsync(1, "y")) > long.Parse(eTag!));
    }

    [Fact]
    public async Task Write_WhileTheLogIsCompacted_IsCommittedBetweenItsSteps()
    {
        // Six records of 400 kB are three steps of a megabyte; in the first one's flush the writers come.
        using var mayGoOn = new ManualResetEventSlim();
        using var isCompacting = new ManualResetEventSlim();
        using (var store = Stores.OpenRecords(_folder, _faults))
        {
            for (var round = 0; round < 5; round++)
            {
                await FillAsync(store, (char)('a' + round));
            }
        }

        _faults.OnFlush = name =>
        {
            if (name == NewLog)
            {
                isCompacting.Set();
                mayGoOn.Wait();
            }

            return false;
        };
        using (var store = Stores.OpenRecords(_folder, _faults, s_soon))
        {
            isCompacting.Wait();
            var eTags = Enumerable.Range(0, 6).Select(number => store.Read(Stores.Key(number))!.ETag).ToArray();
            var changed = store.PutAsync(0, "changed", $"{eTags[0]}");
            var cleared = store.WriteAsync(Stores.Key(1), payload: null, $"{eTags[1]}");
            var added = store.PutAsync(9, "added");
            Assert.False(changed.IsCompleted);
            mayGoOn.Set();
            await Task.WhenAll(changed, cleared, added);
            Assert.True(File.Exists(_folder.In(NewLog)) || new FileInfo(_folder.Log).Length < 4 * Megabyte);
        }

        // What was under way is given up at disposal; the next one to open goes through with it.
        Stores.OpenRecords(_folder, _faults, s_soon).Dispose();
        using var reopened = Stores.OpenRecords(_folder);
        Assert.Equal(("changed", null, "added"), (reopened.Get(0), reopened.Get(1), reopened.Get(9)));
        Assert.Equal(new string('e', 400_000), reopened.Get(5));
        Assert.Equal(6, reopened.Count);
    }

    [Fact]
    public async Task Compact_StoppedAnywhere_LosesNothing()
    {
        // Before each change of the folder, a copy of it: that is what a crash there leaves.
        var copies = new List<(Dictionary<string, byte[]> Files, string Acknowledged)>();
        var acknowledged = "none";
        using (var store = Stores.OpenRecords(_folder, _faults, s_soon))
        {
            _faults.BeforeChange = () => copies.Add((_folder.Read(), acknowledged));
            string? eTag = null;
            await store.PutAsync(2, "other");
            for (var round = 0; round < 40; round++)
            {
                eTag = await store.PutAsync(1, $"{round}", eTag);
                acknowledged = $"{round}";
            }
        }

        Assert.True(_faults.Writes[NewLog] > 4, "compacted more than twice");
        Assert.Contains(copies, copy => copy.Files.ContainsKey(NewLog));
        foreach (var (files, text) in copies.Where(copy => copy.Acknowledged != "none"))
        {
            using var crashed = TemporaryFolder.With(files);
            using var reopened = Stores.OpenRecords(crashed, options: s_soon);
            Assert.Contains(reopened.Get(1), (string[])[text, $"{int.Parse(text) + 1}"]);
            Assert.Equal("other", reopened.Get(2));
        }
    }

    [Theory]
    [InlineData("write")]
    [InlineData("flush")]
    [InlineData("move")]
    public async Task Compact_Fails_GoesOnWithTheOldLogAndTriesAgain(string step)
    {
        using (var store = Stores.OpenRecords(_folder, _faults, s_soon))
        {
            _faults.OnWrite = (name, _) => step == "write" && name == NewLog ? 5 : null;
            _faults.OnFlush = name => step == "flush" && name == NewLog;
            _faults.OnMove = name => step == "move";
            var eTag = await WriteRoundsAsync(store, rounds: 40);
            Assert.InRange(new FileInfo(_folder.Log).Length, 40 * 40, long.MaxValue);
            _faults.OnWrite = (_, _) => null;
            _faults.OnFlush = _ => false;
            _faults.OnMove = _ => false;
            await WriteRoundsAsync(store, rounds: 100, eTag);
        }

        Assert.InRange(new FileInfo(_folder.Log).Length, 64, 600);
        using var reopened = Stores.OpenRecords(_folder);
        Assert.Equal("99", reopened.Get(1));
    }

    [Fact]
    public async Task Compact_ItsNameIsNotDurable_AcknowledgesNothingMore()
    {
        using var store = Stores.OpenRecords(_folder, _faults, s_soon);
        _faults.OnFlush = name => name.Length == 0;

        var fault = await Assert.ThrowsAsync<IOException>(() => WriteRoundsAsync(store, rounds: 40));

        Assert.Contains("Input/output error", fault.Message, StringComparison.Ordinal);
        _faults.OnFlush = _ => false;
        await store.PutAsync(2, "two");
        using var crashed = TemporaryFolder.With(_folder.Read());
        using var reopened = Stores.OpenRecords(crashed);
        Assert.Equal("two", reopened.Get(2));
    }

    private static async Task<string?> WriteRoundsAsync(RecordStore store, int rounds, string? eTag = null)
    {
        for (var round = 0; round < rounds; round++)
        {
            eTag = await store.PutAsync(1, $"{round}", eTag);
        }

        return eTag;
    }

    private static async Task FillAsync(RecordStore store, char letter)
    {
        for (var number = 0; number < 6; number++)
        {
            var eTag = store.Read(Stores.Key(number))?.ETag;
            await store.PutAsync(number, new string(letter, 400_000), eTag is null ? null : $"{eTag}");
        }
    }
}
