using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace OrleansScaler.Grains.Storage.Boards;

/// <summary>
/// Words in a file that is mapped into memory: a write is a plain store, and the system keeps it when the process dies.
/// All of it has its room on the disk from the beginning: a store to memory that the disk has no room for would end the
/// process.
/// </summary>
internal sealed class BoardFile : IDisposable
{
    private const int PieceSize = 64 * 1024;

    private readonly FileStream _file;

    /// <summary>Gives the memory back when nobody refers to the board any more.</summary>
    private readonly SafeMemoryMappedViewHandle _view;
    private readonly nint _address;
    private volatile bool _isClosed;

    /// <summary>Opens or makes a board.</summary>
    /// <param name="path">Where; locked against other processes.</param>
    /// <param name="places">Words that there must be; a larger file stays as it is.</param>
    /// <param name="bootId">Since which start of the machine words may be believed.</param>
    /// <exception cref="IOException">The file cannot be used, or another process does.</exception>
    public BoardFile(string path, int places, Guid bootId)
    {
        _file = Open(path);
        try
        {
            (BoardId, IsKnown) = Begin(places, bootId);
            Places = (int)Math.Min((_file.Length - BoardHeader.Size) / sizeof(ulong), Array.MaxLength);
            using var map = MemoryMappedFile.CreateFromFile(
                _file, mapName: null, _file.Length, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None,
                leaveOpen: true);
            var view = map.CreateViewAccessor(0, _file.Length, MemoryMappedFileAccess.ReadWrite);
            _view = view.SafeMemoryMappedViewHandle;
            _address = _view.DangerousGetHandle() + (nint)view.PointerOffset;
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Names the board.</summary>
    public Guid BoardId { get; }

    /// <summary>Whether words of an earlier process are there.</summary>
    public bool IsKnown { get; }

    /// <summary>Words.</summary>
    public int Places { get; }

    /// <summary>How many places were ever handed out; they are handed out from 0 up.</summary>
    public int Used
    {
        get => (int)Math.Clamp((long)Volatile.Read(ref At(BoardHeader.UsedStart)), 0, Places);
        set => Set(BoardHeader.UsedStart, (ulong)value);
    }

    /// <summary>The word of a place.</summary>
    public ulong this[int place]
    {
        get => Volatile.Read(ref At(OffsetOf(place)));
        set => Set(OffsetOf(place), value);
    }

    /// <summary>
    /// Gives the file free. The memory stays until nobody refers to the board: a late call must not end the process.
    /// </summary>
    public void Dispose()
    {
        _isClosed = true;
        _file.Dispose();
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Use board '{path}' cannot be used: {fault.Message}", fault);
        }
    }

    /// <summary>A file that does not tell who holds what, for sure, begins anew: all zeros, and another id.</summary>
    private (Guid BoardId, bool IsKnown) Begin(int places, Guid bootId)
    {
        Span<byte> bytes = stackalloc byte[BoardHeader.Size];
        var read = RandomAccess.Read(_file.SafeFileHandle, bytes, 0);
        var header = read == BoardHeader.Size ? BoardHeader.Read(bytes) : null;
        var length = BoardHeader.Size + ((long)places * sizeof(ulong));
        if (header?.BootId == bootId)
        {
            AppendZeros(length);
            return (header.Value.BoardId, true);
        }

        _file.SetLength(0);
        AppendZeros(length);
        var begun = new BoardHeader(Guid.NewGuid(), bootId);
        bytes.Clear();
        begun.Write(bytes);
        RandomAccess.Write(_file.SafeFileHandle, bytes, 0);
        return (begun.BoardId, false);
    }

    private void AppendZeros(long length)
    {
        var zeros = new byte[PieceSize];
        for (var offset = _file.Length; offset < length; offset += zeros.Length)
        {
            var count = (int)Math.Min(zeros.Length, length - offset);
            RandomAccess.Write(_file.SafeFileHandle, zeros.AsSpan(0, count), offset);
        }
    }

    private long OffsetOf(int place)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(place);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(place, Places);
        return BoardHeader.Size + ((long)place * sizeof(ulong));
    }

    /// <summary>
    /// Aligned to eight bytes, so a store is one: a reader of a dead process's words sees no half of one.
    /// </summary>
    private void Set(long offset, ulong word)
    {
        if (!_isClosed)
        {
            Volatile.Write(ref At(offset), word);
            GC.KeepAlive(this);
        }
    }

    /// <summary>The mapping is no object of the runtime; a null reference moved to its address refers to it.</summary>
    private ref ulong At(long offset) =>
        ref Unsafe.AddByteOffset(ref Unsafe.NullRef<ulong>(), _address + (nint)offset);
}
