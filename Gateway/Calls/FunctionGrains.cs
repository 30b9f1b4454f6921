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
    private readonly ConcurrentDictionary<string, FunctionRoute> _kept = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>One for the process.</summary>
    /// <param name="grains">Makes references.</param>
    public FunctionGrains(IGrainFactory grains)
        : this(key => grains.GetGrain<IFunctionGrain>(key))
    {
    }

    internal FunctionGrains(Func<string, IFunctionGrain> make) => _make = make;

    /// <summary>The grain of a function, or of a part of one.</summary>
    /// <param name="key">The grain's key.</param>
    public IFunctionGrain Find(string key) =>
        Route(FunctionParts.FunctionOf(key)).Find(FunctionParts.PartOf(key)).Grain;

    /// <summary>The way to a function's parts.</summary>
    internal FunctionRoute Route(string function) =>
        _kept.TryGetValue(function, out var route) ? route : Keep(function);

    private FunctionRoute Keep(string function)
    {
        var route = new FunctionRoute(function, _make);
        if (!_kept.TryAdd(function, route))
        {
            return _kept.TryGetValue(function, out var kept) ? kept : route;
        }

        if (Interlocked.Increment(ref _count) > MaximumKept)
        {
            _kept.Clear();
            Interlocked.Exchange(ref _count, 0);
        }

        return route;
    }
}
