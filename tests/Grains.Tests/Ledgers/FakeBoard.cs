using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Tests.Ledgers;

/// <summary>A use board in memory, which a test hands from one life of a silo to the next.</summary>
internal sealed class FakeBoard : ISlotUseBoard
{
    private readonly Lock _gate = new();
    private readonly List<ulong> _words = [];

    public FakeBoard()
    {
    }

    private FakeBoard(FakeBoard other)
    {
        lock (other._gate)
        {
            _words = [.. other._words];
            Id = other.Id;
        }
    }

    public string Id { get; init; } = "board";

    /// <summary>As it is now: what a process that dies now leaves behind.</summary>
    public FakeBoard Copy() => new(this);

    public int Take()
    {
        lock (_gate)
        {
            _words.Add(UseWord.NotReady);
            return _words.Count - 1;
        }
    }

    public void Claim(int place)
    {
    }

    public void Free(int place)
    {
    }

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
