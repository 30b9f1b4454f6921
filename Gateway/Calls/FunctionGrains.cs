using System.Collections.Concurrent;
using Orleans;
using OrleansScaler.Contracts.Functions;

namespace OrleansScaler.Gateway.Calls;

/// <summary>
/// References to function grains, kept: making one costs three times what calling it does. Bounded, because callers
/// choose the keys.
/// </summary>
/// <param name="grains">Makes references.</param>
public sealed class FunctionGrains(IGrainFactory grains)
{
    private const int MaximumKept = 200_000;

    private readonly ConcurrentDictionary<string, IFunctionGrain> _kept = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>The grain of a function.</summary>
    public IFunctionGrain Find(string key) => _kept.TryGetValue(key, out var grain) ? grain : Keep(key);

    private IFunctionGrain Keep(string key)
    {
        var grain = grains.GetGrain<IFunctionGrain>(key);
        if (_kept.TryAdd(key, grain) && Interlocked.Increment(ref _count) > MaximumKept)
        {
            _kept.Clear();
            Interlocked.Exchange(ref _count, 0);
        }

        return grain;
    }
}
