using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Orleans.Runtime;
using OrleansScaler.Grains.Storage;
using OrleansScaler.Grains.Storage.Files;
using OrleansScaler.Grains.Storage.Records;

namespace OrleansScaler.Grains.Tests.Storage;

/// <summary>Opens stores and speaks with them.</summary>
internal static class Stores
{
    public static FileStorageOptions OptionsOf(string folder) => new() { Folder = folder };

    public static FileGrainStorage Open(TemporaryFolder folder) =>
        new(OptionsOf(folder.Path), NullLogger<FileGrainStorage>.Instance);

    /// <summary>Records only, without a flush: for tests that open thousands of stores.</summary>
    public static RecordStore OpenRecords(
        TemporaryFolder folder, DiskFaults? faults = null, FileStorageOptions? options = null)
    {
        IStoreFolder disk = new DiskFolder(folder.Path, isMade: false);
        return new RecordStore(
            options ?? new FileStorageOptions { Sync = faults is not null },
            faults is null ? disk : new FaultyFolder(disk, faults),
            NullLogger.Instance);
    }

    public static GrainId Grain(int number) => GrainId.Create("function", $"f-{number}");

    public static RecordKey Key(int number) => new("slots", $"function/f-{number}");

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Writes what a state will be and tells its etag.</summary>
    public static async Task<string> WriteAsync(
        this FileGrainStorage store, int grain, string text, string? eTag = null)
    {
        var state = new GrainState<Sample>(new Sample { Text = text }, eTag);
        await store.WriteStateAsync("slots", Grain(grain), state);
        return state.ETag!;
    }

    public static async Task<GrainState<Sample>> ReadAsync(this FileGrainStorage store, int grain)
    {
        var state = new GrainState<Sample>(new Sample());
        await store.ReadStateAsync("slots", Grain(grain), state);
        return state;
    }

    /// <summary>A write that must be as new, or follow on the one before.</summary>
    public static async Task<string> PutAsync(this RecordStore store, int number, string text, string? eTag = null) =>
        $"{await store.WriteAsync(Key(number), Bytes(text), eTag)}";

    public static string? Get(this RecordStore store, int number) =>
        store.Read(Key(number)) is { } record ? Encoding.UTF8.GetString(record.Payload) : null;
}
