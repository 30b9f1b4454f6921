using OrleansScaler.Grains.Storage.Files;

namespace OrleansScaler.Grains.Tests.Storage;

/// <summary>A file on a disk that fails as told.</summary>
internal sealed class FaultyFile(string name, IStoreFile file, DiskFaults faults) : IStoreFile
{
    public long Length => file.Length;

    public int Read(Span<byte> bytes, long offset) => file.Read(bytes, offset);

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        faults.BeforeChange();
        faults.Writes[name] = faults.Writes.GetValueOrDefault(name) + 1;
        if (faults.OnWrite(name, bytes.Length) is { } some)
        {
            file.Write(bytes[..some], offset);
            throw faults.WriteFault();
        }

        file.Write(bytes, offset);
    }

    public void Flush()
    {
        faults.BeforeChange();
        faults.Flushes[name] = faults.Flushes.GetValueOrDefault(name) + 1;
        if (faults.OnFlush(name))
        {
            throw new IOException("Input/output error");
        }

        file.Flush();
    }

    public void SetLength(long length)
    {
        faults.BeforeChange();
        if (faults.OnSetLength(name))
        {
            throw new IOException("Input/output error");
        }

        file.SetLength(length);
    }

    public void Dispose() => file.Dispose();
}
