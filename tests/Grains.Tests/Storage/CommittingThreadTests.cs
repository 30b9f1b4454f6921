using Microsoft.Extensions.Logging;
using OrleansScaler.Grains.Storage.Files;
using OrleansScaler.Grains.Storage.Records;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Storage;

/// <summary>Whatever happens on the thread that commits: it goes on, and every writer is told.</summary>
public sealed class CommittingThreadTests : IDisposable
{
    private const string Log = "ledger.log";

    private readonly TemporaryFolder _folder = new();
    private readonly DiskFaults _faults = new() { WriteFault = () => new ArgumentOutOfRangeException("length") };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Write_HeadFailsUnexpectedly_IsAcknowledgedAllTheSame()
    {
        using var store = Stores.OpenRecords(_folder, _faults);
        _faults.OnWrite = (name, _) => name == "ledger.head" ? 0 : null;

        await store.PutAsync(1, "one").EndsAsync();
        await store.PutAsync(2, "two").EndsAsync();

        Assert.Equal(2, store.Count);
    }

    [Fact]
    public async Task Write_CompactionFailsUnexpectedly_GoesOn()
    {
        using var store = Stores.OpenRecords(_folder, _faults, new() { CompactAboveMegabytes = 0 });
        _faults.OnWrite = (name, _) => name is Log or "ledger.head" ? null : 0;
        var eTag = await store.PutAsync(1, "0").EndsAsync();

        for (var i = 1; i <= 100; i++)
        {
            eTag = await store.PutAsync(1, $"{i}", eTag).EndsAsync();
        }

        Assert.Equal("100", store.Get(1));
        Assert.Contains(_faults.Writes.Keys, name => name is not Log and not "ledger.head");
    }

    [Fact]
    public async Task Write_EvenTheLogOfTheFaultFails_TellsItsWriterAndGoesOn()
    {
        var listener = new ThrowingLogger();
        using var store = new RecordStore(
            Stores.OptionsOf(_folder.Path),
            new FaultyFolder(new DiskFolder(_folder.Path, isMade: false), _faults),
            listener);
        listener.Throws = true;
        _faults.OnWrite = (name, _) => name == Log ? 0 : null;

        await Assert.ThrowsAsync<IOException>(() => store.PutAsync(1, "lost").EndsAsync());

        _faults.OnWrite = (_, _) => null;
        await store.PutAsync(1, "one").EndsAsync();
        Assert.Equal("one", store.Get(1));
    }

    [Fact]
    public void DiskFile_LargerThanAFileMayBe_IsAFaultOfTheDisk()
    {
        using var file = new DiskFile(_folder.In("large"));

        // Some file systems know no bound below this one.
        var write = Record.Exception(() => file.Write([1], long.MaxValue - 1));
        var cut = Record.Exception(() => file.SetLength(long.MaxValue));

        Assert.True(write is null or IOException, $"{write}");
        Assert.True(cut is null or IOException, $"{cut}");
    }

    private sealed class ThrowingLogger : ILogger
    {
        public bool Throws { get; set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (Throws)
            {
                throw new InvalidOperationException("The log is full too.");
            }
        }
    }
}
