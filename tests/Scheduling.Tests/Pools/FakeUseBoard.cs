using System.Globalization;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

/// <summary>A board in memory, which outlives the pools of a test. No place is given twice.</summary>
internal sealed class FakeUseBoard : ISlotUseBoard
{
    private static int s_boards;

    private readonly List<ulong> _words = [];
    private readonly int _places;

    public FakeUseBoard(int places = int.MaxValue) => _places = places;

    public string Id { get; } = Interlocked.Increment(ref s_boards).ToString(CultureInfo.InvariantCulture);

    public HashSet<int> Taken { get; } = [];

    public IReadOnlyList<ulong> Words => _words;

    public int Take()
    {
        if (_words.Count >= _places)
        {
            return -1;
        }

        _words.Add(UseWord.NotReady);
        Taken.Add(_words.Count - 1);
        return _words.Count - 1;
    }

    public void Claim(int place) => Taken.Add(place);

    public void Free(int place)
    {
        Taken.Remove(place);
        _words[place] = UseWord.NotReady;
    }

    public bool IsRecovered => false;

    public void FreeUnclaimed()
    {
    }

    public void Write(int place, ulong word) => _words[place] = word;

    public ulong? Read(string boardId, int place) =>
        boardId == Id && place >= 0 && place < _words.Count ? _words[place] : null;
}
