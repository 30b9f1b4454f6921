using System.Diagnostics;
using Xunit.Abstractions;

namespace OrleansScaler.Grains.Tests.Storage;

/// <summary>How long a silo with many functions waits for its ledger, and how fast that takes writes.</summary>
public sealed class ReplayTests(ITestOutputHelper output) : IDisposable
{
    private const int Records = 10_000;
    private const int PayloadSize = 600;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_TenThousandFunctions_TakesLessThanTwoSeconds()
    {
        await FillAsync();
        var began = Stopwatch.GetTimestamp();

        using var reopened = Stores.OpenRecords(_folder);

        var elapsed = Stopwatch.GetElapsedTime(began);
        Assert.Equal(Records, reopened.Count);
        output.WriteLine($"{Records} records of {PayloadSize} B: {elapsed.TotalMilliseconds:F0} ms");
        Assert.InRange(elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Write_TenThousandOneAfterTheOtherPerWriter_TellsItsPace()
    {
        const int Writers = 64;
        var faults = new DiskFaults();
        using var store = Stores.OpenRecords(_folder, faults);
        var began = Stopwatch.GetTimestamp();

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            string? eTag = null;
            for (var round = 0; round < Records / Writers; round++)
            {
                eTag = await store.PutAsync(writer, new string('x', PayloadSize), eTag);
            }
        }));

        var elapsed = Stopwatch.GetElapsedTime(began);
        var flushes = faults.Flushes["ledger.log"];
        output.WriteLine($"{Records} writes by {Writers}: {elapsed.TotalMilliseconds:F0} ms, {flushes} flushes");
        Assert.InRange(flushes, Records / Writers, Records / 2);
    }

    private async Task FillAsync()
    {
        using var store = Stores.OpenRecords(_folder);
        var payload = Stores.Bytes(new string('x', PayloadSize));
        await Task.WhenAll(Enumerable.Range(0, Records)
            .Select(number => store.WriteAsync(Stores.Key(number), payload, expected: null)));
    }
}
