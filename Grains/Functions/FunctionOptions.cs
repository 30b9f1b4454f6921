using System.ComponentModel.DataAnnotations;

namespace OrleansScaler.Grains.Functions;

/// <summary>Bounds over a silo's functions, and how waiting Assigns are answered. Section <c>Functions</c>.</summary>
public sealed class FunctionOptions
{
    /// <summary>Functions that one silo serves at a time. A quiet one costs about 4 kB.</summary>
    [Range(1, 10_000_000)]
    public int MaximumFunctions { get; set; } = 1_000_000;

    /// <summary>Slots of all functions that one silo owns at a time.</summary>
    [Range(1, 10_000_000)]
    public int MaximumSlots { get; set; } = 100_000;

    /// <summary>
    /// A waiting Assign is answered "ask again" after this time, so that a dead silo costs its callers no more. It also
    /// bounds how long any grain call takes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan AnswerWaitingAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Decisions kept per function, to explain them when asked.</summary>
    [Range(0, 10_000)]
    public int RememberedDecisions { get; set; } = 32;

    /// <summary>Longest wait for the platform when a silo stops and gives its idle slots back.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
