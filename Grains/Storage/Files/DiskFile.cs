using Microsoft.Win32.SafeHandles;

namespace OrleansScaler.Grains.Storage.Files;

/// <summary>A file of the operating system.</summary>
/// <param name="path">Where; made when it is missing.</param>
internal sealed class DiskFile(string path) : IStoreFile
{
    /// <summary>
    /// Others may read, so that a running store can be copied; the folder's lock keeps writers apart.
    /// </summary>
    private readonly SafeFileHandle _handle = File.OpenHandle(
        path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    public long Length => RandomAccess.GetLength(_handle);

    public int Read(Span<byte> bytes, long offset) => RandomAccess.Read(_handle, bytes, offset);

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(_handle, bytes, offset);
        }
        catch (ArgumentOutOfRangeException fault)
        {
            throw TooLarge(fault, offset + bytes.Length);
        }
    }

    public void Flush() => RandomAccess.FlushToDisk(_handle);

    public void SetLength(long length)
    {
        try
        {
            RandomAccess.SetLength(_handle, length);
        }
        catch (ArgumentOutOfRangeException fault)
        {
            throw TooLarge(fault, length);
        }
    }

    public void Dispose() => _handle.Dispose();

    /// <summary>
    /// A quota or the file system lets no file become so large. The runtime blames the argument; to a store it is one
    /// more disk that is full.
    /// </summary>
    private IOException TooLarge(ArgumentOutOfRangeException fault, long length) =>
        new($"'{path}' may not grow to {length} bytes: {fault.Message}", fault);
}
