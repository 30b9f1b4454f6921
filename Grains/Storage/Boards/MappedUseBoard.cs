using Microsoft.Extensions.Logging;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Storage.Boards;

/// <summary>
/// A use board in a file that is mapped into memory. It survives the process, however that ends, and no reboot. A word
/// costs eight bytes; the file has a fixed size.
/// </summary>
public sealed partial class MappedUseBoard : ISlotUseBoard, IDisposable
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "ledger.use";

    /// <summary>
    /// Places for each hundred slots. Freed places rest before they are used again, and those of an earlier process
    /// wait for recovery; a quarter more than there are slots leaves room for both.
    /// </summary>
    private const long PlacesPerHundredSlots = 125;

    private readonly ILogger _logger;
    private readonly BoardFile _file;
    private readonly PlaceBook _places;
    private readonly Lock _lock = new();
    private bool _isFull;

    /// <summary>Opens a board, or begins one where there is none whose words can be believed.</summary>
    /// <param name="folder">Where; there must be such a folder, on a local disk.</param>
    /// <param name="maximumSlots">Slots that there may be at a time.</param>
    /// <param name="logger">Told what was found.</param>
    /// <exception cref="IOException">The file cannot be used, or another process does.</exception>
    public MappedUseBoard(string folder, int maximumSlots, ILogger<MappedUseBoard> logger)
        : this(folder, maximumSlots, BootId.Present, logger)
    {
    }

    internal MappedUseBoard(string folder, int maximumSlots, Guid bootId, ILogger logger)
    {
        _logger = logger;
        var path = Path.GetFullPath(Path.Combine(folder, FileName));
        var places = (int)Math.Min(maximumSlots * PlacesPerHundredSlots / 100, Array.MaxLength);
        _file = new BoardFile(path, Math.Max(1, places), bootId);
        _places = new PlaceBook(_file.Places, _file.Used);
        Id = _file.BoardId.ToString("N");
        if (_file.IsKnown)
        {
            LogKnown(path, _places.Used);
        }
        else
        {
            LogBegun(path);
        }
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <summary>
    /// Never a place that an earlier process handed out and nobody claimed, until <see cref="FreeUnclaimed"/>.
    /// </summary>
    /// <inheritdoc/>
    public int Take()
    {
        lock (_lock)
        {
            var place = _places.Take();
            if (place >= 0)
            {
                _file.Used = _places.Used;
                _file[place] = UseWord.NotReady;
            }
            else if (!_isFull)
            {
                LogFull(Id, _file.Places);
            }

            _isFull = place < 0;
            return place;
        }
    }

    /// <inheritdoc/>
    public void Claim(int place)
    {
        lock (_lock)
        {
            _places.Claim(place);
        }
    }

    /// <inheritdoc/>
    public void Free(int place)
    {
        lock (_lock)
        {
            if (_places.Free(place))
            {
                _file[place] = UseWord.NotReady;
            }
        }
    }

    /// <inheritdoc/>
    public bool IsRecovered { get; private set; }

    /// <inheritdoc/>
    public void FreeUnclaimed()
    {
        lock (_lock)
        {
            // Before any of them is handed out: who reads a word after that has to know.
            IsRecovered = true;
            LogRecovered(Id, _places.FreeUnclaimed());
        }
    }

    /// <inheritdoc/>
    public void Write(int place, ulong word) => _file[place] = word;

    /// <inheritdoc/>
    public ulong? Read(string boardId, int place) =>
        boardId == Id && place >= 0 && place < _file.Places ? _file[place] : null;

    /// <summary>Gives the file free; what is written from now on is lost.</summary>
    public void Dispose() => _file.Dispose();
}
