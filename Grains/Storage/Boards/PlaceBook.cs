namespace OrleansScaler.Grains.Storage.Boards;

/// <summary>
/// Which places of a board have a slot. A place that an earlier process handed out may still be its slot's, which
/// recovery finds only later; so new slots get places that nobody ever had, then places that were freed. The others of
/// before are handed out when it is told that recovery is over.
/// </summary>
internal sealed class PlaceBook
{
    /// <summary>
    /// Places that were freed rest until so many more are free: should anybody still speak of a slot that is gone, a
    /// stranger's word must not answer.
    /// </summary>
    private const int MaximumResting = 1_024;

    /// <summary>Small boards rest a tenth of their places: half of what they have above the bound on slots.</summary>
    private const int RestingPart = 10;

    private readonly PlaceState[] _states;
    private readonly Queue<int> _freed = new();
    private readonly int _resting;
    private readonly int _former;

    /// <summary>A book of a board.</summary>
    /// <param name="places">Places of the board.</param>
    /// <param name="used">Places, from 0 up, that earlier processes handed out.</param>
    public PlaceBook(int places, int used)
    {
        _states = new PlaceState[places];
        _resting = Math.Min(MaximumResting, places / RestingPart);
        (_former, Used) = (used, used);
    }

    /// <summary>Places, from 0 up, that were ever handed out.</summary>
    public int Used { get; private set; }

    /// <summary>A place for a slot; −1 when there is none.</summary>
    public int Take()
    {
        if (_freed.Count <= _resting)
        {
            while (Used < _states.Length)
            {
                var fresh = Used++;
                if (_states[fresh] == PlaceState.Unknown)
                {
                    return Hold(fresh);
                }
            }
        }

        return _freed.TryDequeue(out var place) ? Hold(place) : -1;
    }

    /// <summary>A place has a slot. Its function may have claimed it before, in an earlier activation.</summary>
    /// <returns>Whether there is such a place.</returns>
    public bool Claim(int place)
    {
        if (!Has(place))
        {
            return false;
        }

        _states[place] = PlaceState.Held;
        return true;
    }

    /// <summary>A place has no slot any more.</summary>
    /// <returns>Whether that is news.</returns>
    public bool Free(int place)
    {
        if (!Has(place) || _states[place] == PlaceState.Free || (place >= Used && _states[place] == PlaceState.Unknown))
        {
            return false;
        }

        _states[place] = PlaceState.Free;
        _freed.Enqueue(place);
        return true;
    }

    /// <summary>Who wanted places of an earlier process has claimed them: the others are free.</summary>
    /// <returns>How many these are.</returns>
    public int FreeUnclaimed()
    {
        var freed = 0;
        for (var place = 0; place < _former; place++)
        {
            if (_states[place] == PlaceState.Unknown && Free(place))
            {
                freed++;
            }
        }

        return freed;
    }

    private bool Has(int place) => place >= 0 && place < _states.Length;

    private int Hold(int place)
    {
        _states[place] = PlaceState.Held;
        return place;
    }
}
