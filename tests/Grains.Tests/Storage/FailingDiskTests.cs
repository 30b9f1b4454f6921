using OrleansScaler.Grains.Storage.Records;

namespace OrleansScaler.Grains.Tests.Storage;

/// <summary>
/// 64 writers, 200 writes each, on a disk that fails one time in ten, while the log is compacted again and again: what
/// was acknowledged is there, and nothing that was not tried.
/// </summary>
public sealed class FailingDiskTests : IDisposable
{
    private const int Writers = 64;
    private const int Writes = 200;

    private readonly TemporaryFolder _folder = new();
    private readonly DiskFaults _faults = new();
    private readonly string?[] _acknowledged = new string?[Writers];

    /// <summary>What each writer tried in vain since; a crash may still find it, as it may with any disk.</summary>
    private readonly HashSet<string?>[] _tried = [.. Enumerable.Range(0, Writers).Select(_ => new HashSet<string?>())];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(300)]
    public async Task Write_ManyWriters_ReopensAsAcknowledged(int seed)
    {
        using (var store = Stores.OpenRecords(_folder, _faults, new() { CompactAboveMegabytes = 0 }))
        {
            Fail(new Random(seed));
            await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(store, writer, seed)));
            Assert.Equal(_acknowledged, Enumerable.Range(0, Writers).Select(store.Get));
            CheckACopy(seed);

            Heal();
            await WriteOnceAsync(store, 0, "last");
        }

        using var reopened = Stores.OpenRecords(_folder);
        Assert.True(_acknowledged.SequenceEqual(Enumerable.Range(0, Writers).Select(reopened.Get)), $"seed {seed}");
    }

    /// <summary>A copy of the folder is what a crash leaves.</summary>
    private void CheckACopy(int seed)
    {
        using var crashed = TemporaryFolder.With(_folder.Read());
        using var reopened = Stores.OpenRecords(crashed);
        for (var writer = 0; writer < Writers; writer++)
        {
            var found = reopened.Get(writer);
            Assert.True(found == _acknowledged[writer] || _tried[writer].Contains(found), $"seed {seed}: {writer}");
        }
    }

    private async Task WriteAsync(RecordStore store, int writer, int seed)
    {
        var random = new Random((seed * Writers) + writer);
        for (var round = 0; round < Writes; round++)
        {
            await Task.Yield();
            var text = random.Next(8) == 0 ? null : new string((char)('a' + random.Next(26)), random.Next(1, 400));
            await WriteOnceAsync(store, writer, text);
        }
    }

    private async Task WriteOnceAsync(RecordStore store, int writer, string? text)
    {
        var eTag = store.Read(Stores.Key(writer))?.ETag;
        try
        {
            await store.WriteAsync(
                Stores.Key(writer), text is null ? null : Stores.Bytes(text), eTag is null ? null : $"{eTag}");
            _acknowledged[writer] = text;
            _tried[writer].Clear();
        }
        catch (IOException)
        {
            _tried[writer].Add(text);
        }
    }

    private void Fail(Random random)
    {
        _faults.OnWrite = (_, length) => random.Next(10) == 0 ? random.Next(length + 1) : null;
        _faults.OnFlush = _ => random.Next(10) == 0;
        _faults.OnSetLength = _ => random.Next(10) == 0;
        _faults.OnMove = _ => random.Next(10) == 0;
    }

    private void Heal()
    {
        _faults.OnWrite = (_, _) => null;
        _faults.OnFlush = _ => false;
        _faults.OnSetLength = _ => false;
        _faults.OnMove = _ => false;
    }
}
