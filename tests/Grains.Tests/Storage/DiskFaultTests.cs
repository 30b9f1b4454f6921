namespace OrleansScaler.Grains.Tests.Storage;

/// <summary>A disk that is full, or fails, loses nothing that was acknowledged.</summary>
public sealed class DiskFaultTests : IDisposable
{
    private const string Log = "ledger.log";

    private readonly TemporaryFolder _folder = new();
    private readonly DiskFaults _faults = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    public async Task Write_DiskFull_FailsAndGoesOnWhenThereIsRoom(int bytesThatFit)
    {
        using var store = Stores.OpenRecords(_folder, _faults);
        var eTag = await store.PutAsync(1, "one");
        var length = new FileInfo(_folder.Log).Length;
        _faults.OnWrite = (name, _) => name == Log ? bytesThatFit : null;

        var fault = await Assert.ThrowsAsync<IOException>(() => store.PutAsync(1, "lost", eTag));

        Assert.Contains("slots of function/f-1", fault.Message, StringComparison.Ordinal);
        Assert.Contains("No space left on device", fault.Message, StringComparison.Ordinal);
        Assert.Equal("one", store.Get(1));
        Assert.Equal(length, new FileInfo(_folder.Log).Length);
        _faults.OnWrite = (_, _) => null;
        await store.PutAsync(1, "two", eTag);
        Assert.Equal("two", store.Get(1));
    }

    [Fact]
    public async Task Write_FlushFails_IsNotAcknowledgedAndNotKept()
    {
        using (var store = Stores.OpenRecords(_folder, _faults))
        {
            await store.PutAsync(1, "one");
            _faults.OnFlush = _ => true;

            await Assert.ThrowsAsync<IOException>(() => store.PutAsync(2, "two"));

            Assert.Null(store.Get(2));
        }

        using var reopened = Stores.OpenRecords(_folder);
        Assert.Equal(1, reopened.Count);
    }

    [Fact]
    public async Task Write_WhatFailedCannotBeCutOff_FailsUntilItCan()
    {
        using var store = Stores.OpenRecords(_folder, _faults);
        await store.PutAsync(1, "one");
        _faults.OnWrite = (name, length) => name == Log ? length / 2 : null;
        _faults.OnSetLength = _ => true;
        await Assert.ThrowsAsync<IOException>(() => store.PutAsync(2, "two"));
        _faults.OnWrite = (_, _) => null;
        await Assert.ThrowsAsync<IOException>(() => store.PutAsync(2, "two"));

        // A copy of the folder is what a crash at this moment leaves.
        using (var crashed = TemporaryFolder.With(_folder.Read()))
        using (var reopened = Stores.OpenRecords(crashed))
        {
            Assert.Equal(1, reopened.Count);
        }

        _faults.OnSetLength = _ => false;
        await store.PutAsync(2, "two");
        Assert.Equal("two", store.Get(2));
    }

    [Fact]
    public async Task Write_HeadFails_IsAcknowledgedAllTheSame()
    {
        using (var store = Stores.OpenRecords(_folder, _faults))
        {
            _faults.OnWrite = (name, _) => name == "ledger.head" ? 3 : null;
            await store.PutAsync(1, "one");
            await store.PutAsync(2, "two");
        }

        using var reopened = Stores.OpenRecords(_folder);
        Assert.Equal(2, reopened.Count);
    }

    [Fact]
    public void Open_TailCannotBeSetAside_LeavesTheLogAlone()
    {
        Stores.OpenRecords(_folder).Dispose();
        File.AppendAllText(_folder.Log, "torn");
        _faults.OnWrite = (name, _) => name.Contains("torn", StringComparison.Ordinal) ? 0 : null;

        Assert.Throws<IOException>(() => Stores.OpenRecords(_folder, _faults));

        Assert.EndsWith("torn", File.ReadAllText(_folder.Log), StringComparison.Ordinal);
    }
}
