using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Tests.Ledgers;

/// <summary>A use board in memory, which a test hands from one life of a silo to the next.</summary>
internal sealed class FakeBoard : ISlotUseBoard
{
    private readonly Lock _gate = new();
    private readonly List<ulong> _words = [];
    private readonly Stack<int> _freed = [];

    public FakeBoard()
    {
    }

    private FakeBoard(FakeBoard other)
    {
        lock (other._gate)
        {
            _words = [.. other._words];
            Id = other.Id;
            Reuses = other.Reuses;
        }
    }

    public string Id { get; init; } = "board";

    /// <summary>Whether places are handed out again, at once: the worst that a board may do.</summary>
    public bool Reuses { get; init; }

    /// <summary>Places given back and not handed out again.</summary>
    public int Freed
    {
        get
        {
            lock (_gate)
            {
                return _freed.Count;
            }
        }
    }

    public bool IsRecovered { get; private set; }

    /// <summary>Places that slots said to have.</summary>
    public List<int> Claimed { get; } = [];

    /// <summary>As it is now: what a process that dies now leaves behind.</summary>
    public FakeBoard Copy() => new(this);

    public int Take()
    {
        lock (_gate)
        {
            if (Reuses && _freed.TryPop(out var place))
            {
                return place;
            }

            _words.Add(UseWord.NotReady);
            return _words.Count - 1;
        }
    }

    public void Claim(int place)
    {
        lock (_gate)
        {
            Claimed.Add(place);
        }
    }

    public void Free(int place)
    {
        lock (_gate)
        {
            _freed.Push(place);
        }
    }

    public void FreeUnclaimed() => IsRecovered = true;

    public void Write(int place, ulong word)
    {
        lock (_gate)
        {
            _words[place] = word;
        }
    }

    public ulong? Read(string boardId, int place)
    {
        lock (_gate)
        {
            return boardId == Id && place < _words.Count ? _words[place] : null;
        }
    }
}
