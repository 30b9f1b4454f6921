using System.Globalization;

namespace OrleansScaler.Simulation.Traces;

/// <summary>
/// The part of a trace that is played: from <see cref="From"/>, up to but not including <see cref="End"/>.
/// </summary>
/// <param name="From">Start, from the trace's own start.</param>
/// <param name="End">End, from the trace's own start.</param>
internal readonly record struct TraceWindow(TimeSpan From, TimeSpan End)
{
    public static TraceWindow Of(TraceOptions options) =>
        new(options.From, options.For is { } length ? options.From + length : TimeSpan.MaxValue);

    public bool Contains(TimeSpan offset) => offset >= From && offset < End;

    /// <summary>Where it lies, in words.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"from minute {From.TotalMinutes} {(End < TimeSpan.MaxValue ? $"to {End.TotalMinutes}" : "on")}");
}
