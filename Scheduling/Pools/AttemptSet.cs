using System.Runtime.CompilerServices;

namespace OrleansScaler.Scheduling.Pools;

/// <summary>
/// The tries of one caller that ask for the same request, in the order in which each asked last. Kept in place, because
/// nearly every request has one.
/// </summary>
internal struct AttemptSet
{
    /// <summary>A caller that tries so often has long given up the first ones.</summary>
    private const int AtMost = 4;

    private Places _places;
    private int _count;

    /// <summary>The one that asked last; 0 when there is none.</summary>
    public readonly long Last => _count == 0 ? 0 : _places[_count - 1];

    /// <summary>Whether none is left.</summary>
    public readonly bool IsEmpty => _count == 0;

    /// <summary>Holds one and no other.</summary>
    public void Begin(long attempt)
    {
        _places[0] = attempt;
        _count = 1;
    }

    /// <summary>
    /// Notes that one asked; where there are too many, the one that has been silent longest is dropped.
    /// </summary>
    public void Add(long attempt)
    {
        if (!Remove(attempt) && _count == AtMost)
        {
            RemoveAt(0);
        }

        _places[_count++] = attempt;
    }

    /// <summary>Drops one.</summary>
    /// <returns>False when it is not there.</returns>
    public bool Remove(long attempt)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_places[i] == attempt)
            {
                RemoveAt(i);
                return true;
            }
        }

        return false;
    }

    private void RemoveAt(int place)
    {
        _count--;
        for (var i = place; i < _count; i++)
        {
            _places[i] = _places[i + 1];
        }
    }

    [InlineArray(AtMost)]
    private struct Places
    {
        private long _first;
    }
}
