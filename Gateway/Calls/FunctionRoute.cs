using OrleansScaler.Contracts.Functions;

namespace OrleansScaler.Gateway.Calls;

/// <summary>
/// Which part of a function serves which call. How many parts there are is told with the replies of part 0, and
/// believed
/// for a while: who calls seldom asks part 0 each time, and so never wakes a part that is no longer used.
/// </summary>
/// <param name="function">The function.</param>
/// <param name="make">Makes references to grains.</param>
internal sealed class FunctionRoute(string function, Func<string, IFunctionGrain> make)
{
    /// <summary>Any busy function's part 0 is heard of many times in this time.</summary>
    public static readonly TimeSpan Believed = TimeSpan.FromSeconds(10);

    private readonly FunctionPart _first = new(function, make(function));
    private FunctionPart?[]? _others;
    private int _told = 1;
    private long _toldAt;

    /// <summary>The function.</summary>
    public string Function => function;

    /// <summary>Parts that there are, as far as is known; 1 where nothing is.</summary>
    /// <param name="time">Tells how old the news is.</param>
    public int CountParts(TimeProvider time)
    {
        var told = Volatile.Read(ref _told);
        return told == 1 || time.GetElapsedTime(Volatile.Read(ref _toldAt)) > Believed ? 1 : told;
    }

    /// <summary>A part by its number.</summary>
    public FunctionPart Find(int part)
    {
        if (part == 0)
        {
            return _first;
        }

        // Two at the same time may make it twice, which are as good as one.
        var others = Volatile.Read(ref _others)
            ?? Interlocked.CompareExchange(ref _others, new FunctionPart?[FunctionParts.Maximum], null)
            ?? _others;
        return Volatile.Read(ref others[part]) ?? (others[part] = Make(FunctionParts.KeyOf(function, part)));
    }

    /// <summary>The part that an instance belongs to.</summary>
    public FunctionPart OfInstance(string instanceId) => Find(FunctionParts.PartOfInstance(instanceId));

    /// <summary>A part answered.</summary>
    /// <param name="parts">How many parts it says there are; 0 where it says nothing.</param>
    /// <param name="time">Tells when.</param>
    public void Heard(int parts, TimeProvider time)
    {
        if (parts > 1)
        {
            Volatile.Write(ref _toldAt, time.GetTimestamp());
        }

        if (parts > 0 && parts <= FunctionParts.Maximum && parts != Volatile.Read(ref _told))
        {
            Volatile.Write(ref _told, parts);
        }
    }

    private FunctionPart Make(string key) => new(key, make(key));
}
