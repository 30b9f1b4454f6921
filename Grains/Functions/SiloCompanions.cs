using Microsoft.Extensions.Logging;
using Orleans;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Scheduling.Companions;

namespace OrleansScaler.Grains.Functions;

/// <summary>
/// Learns which functions of this silo are called together, and tells their grains of one another's calls. One lock,
/// held for about a microsecond; taken only for functions whose policies want to be told, and by each at most once a
/// second.
/// </summary>
/// <remarks>
/// Functions of other silos are not learned of: a group whose grains are spread is known only as far as it shares one.
/// A call told is a hint: it is sent without waiting for it, and not sent where 1,000 are on their way already.
/// </remarks>
/// <param name="grains">Reaches the functions.</param>
/// <param name="logger">Hears of calls that failed.</param>
public sealed partial class SiloCompanions(IGrainFactory grains, ILogger<SiloCompanions> logger)
{
    /// <summary>More than that many functions are called in one second on no silo that has time for hints.</summary>
    private const int MaximumUnderWay = 1_000;

    private static readonly CompanionOptions s_options = new();

    private readonly Lock _lock = new();
    private readonly CompanionIndex _index = new(s_options);
    private readonly CompanionNumbers _numbers = new();
    private readonly List<int> _found = [];
    private readonly Quota _underWay = new(MaximumUnderWay);

    /// <summary>Calls of a function closer than this count once: nothing is lost by not reporting the others.</summary>
    internal static TimeSpan Within => s_options.Within;

    /// <summary>Calls told that were not answered yet.</summary>
    internal int UnderWay => _underWay.Taken;

    /// <summary>Functions that something is known of.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _index.Count;
            }
        }
    }

    /// <summary>A function was called.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="now">When.</param>
    internal void Called(string key, DateTimeOffset now)
    {
        foreach (var other in Find(key, now))
        {
            if (_underWay.TryTake())
            {
                _ = TellAsync(other);
            }
        }
    }

    private string[] Find(string key, DateTimeOffset now)
    {
        lock (_lock)
        {
            var number = _numbers.Of(key, out var forgotten);
            if (forgotten is { } old)
            {
                _index.Forget(old);
            }

            _found.Clear();
            _index.Arrived(number, now, _found);
            return _found.Count == 0 ? [] : [.. _found.Select(_numbers.KeyOf).OfType<string>()];
        }
    }

    private async Task TellAsync(string key)
    {
        try
        {
            await grains.GetGrain<IFunctionGrain>(key).CompanionCalled();
        }
        catch (Exception fault)
        {
            LogNotTold(fault, key);
        }
        finally
        {
            _underWay.Return();
        }
    }
}
