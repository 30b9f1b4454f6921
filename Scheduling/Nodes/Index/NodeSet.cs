using System.Numerics;

namespace OrleansScaler.Scheduling.Nodes.Index;

/// <summary>
/// A set of nodes by their rank: a bit each, and above every 64 words a bit for each word that is not empty. 10,000
/// nodes are 157 words and 3 above them, so that the lowest rank is found in a few steps.
/// </summary>
internal sealed class NodeSet
{
    private readonly ulong[] _words;
    private readonly ulong[] _filled;

    public NodeSet(int capacity)
    {
        _words = new ulong[(capacity + 63) >> 6];
        _filled = new ulong[(_words.Length + 63) >> 6];
    }

    public int Count { get; private set; }

    public bool Contains(int rank) => (_words[rank >> 6] & (1UL << (rank & 63))) != 0;

    public void Add(int rank)
    {
        var word = rank >> 6;
        var bit = 1UL << (rank & 63);
        if ((_words[word] & bit) == 0)
        {
            Count++;
            _words[word] |= bit;
            _filled[word >> 6] |= 1UL << (word & 63);
        }
    }

    public void Remove(int rank)
    {
        var word = rank >> 6;
        var bit = 1UL << (rank & 63);
        if ((_words[word] & bit) != 0)
        {
            Count--;
            _words[word] &= ~bit;
            if (_words[word] == 0)
            {
                _filled[word >> 6] &= ~(1UL << (word & 63));
            }
        }
    }

    public void Clear()
    {
        Array.Clear(_words);
        Array.Clear(_filled);
        Count = 0;
    }

    /// <summary>The lowest rank from one on that is in this set, in another and not in a third; -1 for none.</summary>
    /// <param name="from">The first rank to look at.</param>
    /// <param name="only">The other; null for all.</param>
    /// <param name="except">The third; null for none.</param>
    public int Next(int from, NodeSet? only = null, NodeSet? except = null)
    {
        var word = from >> 6;
        if (word >= _words.Length)
        {
            return -1;
        }

        var bits = Bits(word, only, except) & (ulong.MaxValue << (from & 63));
        while (bits == 0)
        {
            word = NextWord(word + 1);
            if (word < 0)
            {
                return -1;
            }

            bits = Bits(word, only, except);
        }

        return (word << 6) + BitOperations.TrailingZeroCount(bits);
    }

    private ulong Bits(int word, NodeSet? only, NodeSet? except)
    {
        var bits = _words[word];
        bits = only is null ? bits : bits & only._words[word];
        return except is null ? bits : bits & ~except._words[word];
    }

    private int NextWord(int from)
    {
        var group = from >> 6;
        if (group >= _filled.Length)
        {
            return -1;
        }

        var bits = _filled[group] & (ulong.MaxValue << (from & 63));
        while (bits == 0)
        {
            if (++group == _filled.Length)
            {
                return -1;
            }

            bits = _filled[group];
        }

        return (group << 6) + BitOperations.TrailingZeroCount(bits);
    }
}
