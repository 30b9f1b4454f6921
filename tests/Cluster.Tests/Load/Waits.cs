namespace OrleansScaler.Cluster.Tests.Load;

/// <summary>Times in order, and what is asked of them.</summary>
internal sealed class Waits(IEnumerable<TimeSpan> times)
{
    private readonly TimeSpan[] _times = [.. times.Order()];

    public TimeSpan Max => _times.Length > 0 ? _times[^1] : TimeSpan.Zero;

    /// <summary>The smallest time that a share of all do not exceed.</summary>
    public TimeSpan At(double share) =>
        _times.Length > 0 ? _times[Math.Max(0, (int)Math.Ceiling(share * _times.Length) - 1)] : TimeSpan.Zero;

    public override string ToString() =>
        $"{_times.Length} times: p50 {At(0.5).TotalMilliseconds:F1} ms, p99 {At(0.99).TotalMilliseconds:F1} ms, "
        + $"max {Max.TotalMilliseconds:F1} ms";
}
