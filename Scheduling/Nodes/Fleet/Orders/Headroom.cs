namespace OrleansScaler.Scheduling.Nodes.Fleet.Orders;

/// <summary>
/// What is to be free ahead of need: a share of what is used, and room for the largest slot that was lately asked for.
/// An idle fleet needs none. Orders are made when it does not hold, and a node is given back only while it holds
/// without that node: between the two lies a whole node, which is the hysteresis.
/// </summary>
/// <remarks>
/// Ten nodes used of 3,072 MB each, a tenth: 3,072 MB are to be free. At 3,000 MB free one node is ordered; it is given
/// back when 6,144 MB are free, one half of that on it.
/// </remarks>
internal sealed class Headroom(NodeFleetOptions options)
{
    private Resources _largest;
    private Resources _largestBefore;
    private DateTimeOffset? _windowEnds;

    /// <summary>The most memory and the most CPU that one slot asked for lately.</summary>
    public Resources Largest => Resources.Max(_largest, _largestBefore);

    /// <summary>When what was asked for longest ago is forgotten; null when nothing is remembered.</summary>
    public DateTimeOffset? ForgetsAt => Largest == Resources.Zero ? null : _windowEnds;

    public void Saw(Resources need, DateTimeOffset now)
    {
        Forget(now);
        _windowEnds ??= now + options.HeadroomFor;
        _largest = Resources.Max(_largest, need);
    }

    /// <summary>Two windows, the current one and the last; whatever is older is forgotten.</summary>
    /// <returns>Whether a window has ended.</returns>
    public bool Forget(DateTimeOffset now)
    {
        if (_windowEnds is not { } end || now < end)
        {
            return false;
        }

        var isLong = now >= end + options.HeadroomFor;
        _largestBefore = isLong ? Resources.Zero : _largest;
        _largest = Resources.Zero;
        _windowEnds = isLong ? null : end + options.HeadroomFor;
        return true;
    }

    /// <summary>Whether anything is to be free ahead of need, while so much is used.</summary>
    public bool IsWanted(Resources used) => options.HeadroomFraction > 0 && used != Resources.Zero;

    /// <summary>How much is to be free while so much is used.</summary>
    public Resources Wanted(Resources used) => used * options.HeadroomFraction;

    /// <summary>Fresh nodes beyond those that what waits will fill.</summary>
    /// <param name="used">What is used of nodes that take slots, and will be.</param>
    /// <param name="free">What is free on them, and will be.</param>
    /// <param name="hasRoom">Whether the largest slot has room somewhere.</param>
    /// <param name="shape">What a fresh node offers.</param>
    public int Nodes(Resources used, Resources free, bool hasRoom, Resources shape)
    {
        if (!IsWanted(used))
        {
            return 0;
        }

        var lacking = Resources.Max(Wanted(used) - free, Resources.Zero);
        var nodes = (int)Math.Ceiling(Shares.Larger(lacking, shape));
        return nodes == 0 && !hasRoom && Largest.FitsIn(shape) ? 1 : nodes;
    }
}
