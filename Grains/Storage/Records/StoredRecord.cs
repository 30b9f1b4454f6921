namespace OrleansScaler.Grains.Storage.Records;

/// <summary>The newest state of a key, as it is in the log. Never changed, so any thread may read it.</summary>
/// <param name="Payload">The state.</param>
/// <param name="ETag">Names this writing of it.</param>
/// <param name="Size">Bytes that it takes in the log, with everything round it.</param>
internal sealed record StoredRecord(byte[] Payload, long ETag, int Size);
