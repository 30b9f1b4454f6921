using System.Collections.Frozen;
using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Scheduling.Policies.Preallocation;

/// <summary>The peaks of functions in an earlier period. Never changes, so all policies may share it.</summary>
public sealed class PeakHistory
{
    private readonly FrozenDictionary<FunctionKey, PeakLoad> _peaks;

    /// <summary>Takes over the peaks.</summary>
    /// <param name="peaks">One for each function, in any order.</param>
    public PeakHistory(IEnumerable<KeyValuePair<FunctionKey, PeakLoad>> peaks) => _peaks = peaks.ToFrozenDictionary();

    /// <summary>Nothing is known.</summary>
    public static PeakHistory Empty { get; } = new([]);

    /// <summary>Functions of which a peak is known.</summary>
    public int Count => _peaks.Count;

    /// <summary>A function's peak; null when none is known.</summary>
    /// <param name="function">Its key.</param>
    public PeakLoad? Find(FunctionKey function) => _peaks.TryGetValue(function, out var peak) ? peak : null;

    /// <summary>What is configured. Of a function that is named twice, which must not be, the last counts.</summary>
    internal static PeakHistory Of(IEnumerable<PeakOptions> configured)
    {
        var peaks = new Dictionary<FunctionKey, PeakLoad>();
        foreach (var peak in configured)
        {
            peaks[new FunctionKey(peak.Function)] = new PeakLoad(
                peak.RequestsPerMinute, TimeSpan.FromMilliseconds(peak.ExecutionMs));
        }

        return peaks.Count > 0 ? new PeakHistory(peaks) : Empty;
    }
}
