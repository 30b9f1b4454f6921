using System.Collections.Concurrent;
using Orleans;
using OrleansScaler.Contracts.Functions;

namespace OrleansScaler.Gateway.Calls;

/// <summary>
/// References to function grains, kept: making one costs three times what calling it does. Bounded, because callers
/// choose the keys.
/// </summary>
public sealed class FunctionGrains
{
    private const int MaximumKept = 200_000;

    private readonly Func<string, IFunctionGrain> _make;
    private readonly ConcurrentDictionary<string, IFunctionGrain> _kept = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>One for the process.</summary>
    /// <param name="grains">Makes references.</param>
    public FunctionGrains(IGrainFactory grains)
        : this(key => grains.GetGrain<IFunctionGrain>(key))
    {
    }

    internal FunctionGrains(Func<string, IFunctionGrain> make) => _make = make;

    /// <summary>The grain of a function.</summary>
    public IFunctionGrain Find(string key) => _kept.TryGetValue(key, out var grain) ? grain : Keep(key);

    private IFunctionGrain Keep(string key)
    {
        var grain = _make(key);
        if (_kept.TryAdd(key, grain) && Interlocked.Increment(ref _count) > MaximumKept)
        {
            _kept.Clear();
            Interlocked.Exchange(ref _count, 0);
        }

        return grain;
    }
}
