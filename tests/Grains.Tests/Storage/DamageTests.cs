using System.Buffers.Binary;
using OrleansScaler.Grains.Storage.Logs;

namespace OrleansScaler.Grains.Tests.Storage;

/// <summary>What was acknowledged and is not whole is refused; what was never acknowledged is set aside.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_TornAnywhereInTheLastRecord_SetsThePieceAside()
    {
        // The head tells of two records: as if the process died within the third one's write.
        var (before, after) = await MakeAsync();
        var (length, whole) = (before["ledger.log"].Length, after["ledger.log"]);
        for (var cut = length + 1; cut < whole.Length; cut++)
        {
            _folder.Write(new(before) { ["ledger.log"] = whole[..cut] });

            Check([1, 2]);

            Assert.Equal(before["ledger.log"], File.ReadAllBytes(_folder.Log));
            Assert.Equal(whole[length..cut], File.ReadAllBytes(_folder.In("ledger.log.torn-1")));
        }
    }

    [Fact]
    public async Task Open_WholeRecordsBehindTheHead_Count()
    {
        var (before, after) = await MakeAsync();
        _folder.Write(new(before) { ["ledger.log"] = after["ledger.log"] });

        Check([1, 2, 3]);

        Assert.False(File.Exists(_folder.In("ledger.log.torn-1")));
    }

    [Fact]
    public async Task Open_TornTwice_KeepsBothPieces()
    {
        var (before, after) = await MakeAsync();
        foreach (var more in new[] { 5, 9 })
        {
            File.WriteAllBytes(_folder.Log, after["ledger.log"][..(before["ledger.log"].Length + more)]);
            File.WriteAllBytes(_folder.Head, before["ledger.head"]);
            Stores.OpenRecords(_folder).Dispose();
        }

        Assert.Equal(5, new FileInfo(_folder.In("ledger.log.torn-1")).Length);
        Assert.Equal(9, new FileInfo(_folder.In("ledger.log.torn-2")).Length);
    }

    [Fact]
    public async Task Open_ABitFlippedInWhatWasAcknowledged_IsRefusedAndLeftAlone()
    {
        var (_, whole) = await MakeAsync();
        for (var at = 0; at < whole["ledger.log"].Length; at += 7)
        {
            var log = whole["ledger.log"].ToArray();
            log[at] ^= (byte)(1 << (at % 8));

            var fault = Refuse(new(whole) { ["ledger.log"] = log });

            Assert.Contains(_folder.Log, fault.Message, StringComparison.Ordinal);
            Assert.Contains("offset", fault.Message, StringComparison.Ordinal);
            Assert.Contains("Nothing was changed.", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Open_CutShort_IsRefusedAndLeftAlone()
    {
        var (_, whole) = await MakeAsync();
        for (var length = 0; length < whole["ledger.log"].Length; length++)
        {
            Refuse(new(whole) { ["ledger.log"] = whole["ledger.log"][..length] });
        }

        var fault = Refuse(new(whole) { ["ledger.log"] = whole["ledger.log"][..100] });
        Assert.Contains(
            $"ends at offset 100, but {whole["ledger.log"].Length} bytes", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_ABadRecord_NamesItsOffsetAndWhatToDo()
    {
        var (before, whole) = await MakeAsync();
        var log = whole["ledger.log"].ToArray();
        log[^1] ^= 1;

        var fault = Refuse(new(whole) { ["ledger.log"] = log });

        Assert.Contains($"at offset {before["ledger.log"].Length}, among", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Restore the folder from a backup", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_WithoutTheHead_TakesAWholeLogAndRefusesATornOne()
    {
        var (_, whole) = await MakeAsync();
        _folder.Write(new() { ["ledger.log"] = whole["ledger.log"] });
        Check([1, 2, 3]);

        var fault = Refuse(new() { ["ledger.log"] = whole["ledger.log"][..^1] });

        Assert.Contains("without 'ledger.head'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_OneSlotOfTheHeadDamaged_TakesTheOther()
    {
        var (_, whole) = await MakeAsync();
        foreach (var at in new[] { 3, 35 })
        {
            var head = whole["ledger.head"].ToArray();
            head[at] ^= 1;
            _folder.Write(new(whole) { ["ledger.head"] = head });

            Check([1, 2, 3]);
        }
    }

    [Fact]
    public async Task Open_BothSlotsOfTheHeadDamaged_IsRefused()
    {
        var (_, whole) = await MakeAsync();
        var head = whole["ledger.head"].ToArray();
        head[3] ^= 1;
        head[35] ^= 1;

        Assert.Contains(_folder.Head, Refuse(new(whole) { ["ledger.head"] = head }).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    public async Task Open_AHeadThatWasNeverWritten_IsNone(int length)
    {
        var (_, whole) = await MakeAsync();
        _folder.Write(new(whole) { ["ledger.head"] = new byte[length] });

        Check([1, 2, 3]);
    }

    [Fact]
    public async Task Open_WithoutTheLog_IsRefused()
    {
        var (_, whole) = await MakeAsync();

        Assert.Contains("is missing", Refuse(new() { ["ledger.head"] = whole["ledger.head"] }).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_TheHeadOfAnotherStore_IsRefused()
    {
        var (_, first) = await MakeAsync();
        var (_, second) = await MakeAsync();

        Refuse(new(first) { ["ledger.head"] = second["ledger.head"] });
    }

    [Theory]
    [InlineData(2, "reads formats up to 1")]
    [InlineData(0, "no version of the program wrote")]
    public async Task Open_AnotherFormat_IsRefused(uint version, string message)
    {
        var (_, whole) = await MakeAsync();
        var log = whole["ledger.log"].ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(log.AsSpan(8), version);
        BinaryPrimitives.WriteUInt32LittleEndian(log.AsSpan(12), Crc32C.Of(log.AsSpan(0, 12)));

        Assert.Contains(message, Refuse(new(whole) { ["ledger.log"] = log }).Message, StringComparison.Ordinal);
    }

    /// <summary>The files with two records, and with a third.</summary>
    private async Task<(Dictionary<string, byte[]> Before, Dictionary<string, byte[]> After)> MakeAsync()
    {
        _folder.Write([]);
        using var store = Stores.OpenRecords(_folder);
        await store.PutAsync(1, "one");
        await store.PutAsync(2, "two");
        var before = _folder.Read();
        await store.PutAsync(3, "three");
        return (before, _folder.Read());
    }

    private void Check(int[] numbers)
    {
        using var store = Stores.OpenRecords(_folder);
        Assert.Equal(numbers, Enumerable.Range(1, 3).Where(number => store.Get(number) is not null));
    }

    private InvalidDataException Refuse(Dictionary<string, byte[]> files)
    {
        _folder.Write(files);
        var fault = Assert.Throws<InvalidDataException>(() => Stores.OpenRecords(_folder));
        Assert.Equivalent(files, _folder.Read());
        return fault;
    }
}
