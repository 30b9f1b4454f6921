namespace OrleansScaler.Platforms.Nodes;

/// <summary>Answer to <see cref="INodeService.GetStatsAsync"/>.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Stats">What the node said; null unless <see cref="PlatformOutcome.Ok"/>.</param>
/// <param name="Message">What the node said of a failure, or what in its answer cannot be true.</param>
public readonly record struct NodeStatsResult(
    PlatformOutcome Outcome, NodeStats? Stats = null, string? Message = null);
