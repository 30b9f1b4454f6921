using OrleansScaler.Grains.Storage.Files;
using OrleansScaler.Grains.Storage.Records;

namespace OrleansScaler.Grains.Storage.Logs;

/// <summary>A log that was read.</summary>
/// <param name="File">The log; owned by whoever holds this.</param>
/// <param name="Header">Its header.</param>
/// <param name="Records">What lives of it.</param>
/// <param name="Length">Where its last whole record ends.</param>
internal sealed record OpenedLog(IStoreFile File, LogHeader Header, RecordIndex Records, long Length)
{
    /// <summary>What is wrong with the bytes behind the last whole record; null when there are none.</summary>
    public string? Torn { get; init; }
}
