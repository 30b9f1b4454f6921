using Google.Protobuf;

namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>What a node told of a run.</summary>
internal sealed record NodeReport
{
    /// <summary>What the function answered.</summary>
    public ByteString Body { get; init; } = ByteString.Empty;

    /// <summary>How long it ran, in the cell's time.</summary>
    public long DurationNanos { get; init; }

    /// <summary>The most that its container used meanwhile.</summary>
    public long MaximumMemoryBytes { get; init; }

    /// <summary>What went wrong; null when nothing did.</summary>
    public string? Error { get; init; }

    /// <summary>The same in more words.</summary>
    public string Message { get; init; } = "";

    public static NodeReport Failed(string error, string message) => new() { Error = error, Message = message };
}
