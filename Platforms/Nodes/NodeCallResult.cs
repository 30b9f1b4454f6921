namespace OrleansScaler.Platforms.Nodes;

/// <summary>How a call ended that has no other answer.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">What the other side said of a failure.</param>
public readonly record struct NodeCallResult(PlatformOutcome Outcome, string? Message = null);
