using OrleansScaler.Grains.Storage.Logs;

namespace OrleansScaler.Grains.Storage.Records;

/// <summary>A write that waits for its commit.</summary>
/// <param name="key">Of what.</param>
/// <param name="payload">The new state; null clears it.</param>
/// <param name="expected">The etag that the writer knows; null: it knows of no record.</param>
internal sealed class PendingWrite(RecordKey key, byte[]? payload, string? expected)
{
    /// <summary>The committing thread does not run what waits for the commit.</summary>
    private readonly TaskCompletionSource<long> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RecordKey Key { get; } = key;

    public byte[]? Payload { get; } = payload;

    public string? Expected { get; } = expected;

    /// <summary>Bytes that it takes in the log.</summary>
    public int Size { get; } = LogRecord.SizeOf(key, payload);

    /// <summary>What it was given; 0 where nothing was to be written.</summary>
    public long ETag { get; set; }

    /// <summary>Why it is refused though the disk works.</summary>
    public Exception? Refusal { get; set; }

    /// <summary>The etag, when it is durable.</summary>
    public Task<long> Done => _done.Task;

    /// <summary>Its group is durable.</summary>
    public void Complete()
    {
        if (Refusal is null)
        {
            _done.SetResult(ETag);
        }
        else
        {
            _done.SetException(Refusal);
        }
    }

    /// <summary>Its group is not; nothing is said to a writer that was told.</summary>
    public void Fail(Exception fault) => _done.TrySetException(fault);
}
