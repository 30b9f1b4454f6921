namespace OrleansScaler.Grains.Storage.Files;

/// <summary>One open file. Everything that fails throws, as files do.</summary>
internal interface IStoreFile : IDisposable
{
    /// <summary>Bytes.</summary>
    long Length { get; }

    /// <summary>Reads what is there.</summary>
    /// <param name="bytes">Filled from its start.</param>
    /// <param name="offset">Where in the file.</param>
    /// <returns>How many bytes; 0 at the end.</returns>
    int Read(Span<byte> bytes, long offset);

    /// <summary>Writes all of it; when it throws, any part of it may be in the file.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Returns when the disk has what was written.</summary>
    void Flush();

    /// <summary>Cuts the file, or lengthens it by zeros.</summary>
    void SetLength(long length);
}
