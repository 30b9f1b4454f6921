namespace OrleansScaler.Platforms.Nodes;

/// <summary>Answer to <see cref="IResourceManager.GetNodesUsageAsync"/>.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Nodes">The nodes that are lent; empty unless <see cref="PlatformOutcome.Ok"/>.</param>
/// <param name="Message">What the other side said of a failure.</param>
public readonly record struct NodesUsageResult(
    PlatformOutcome Outcome, IReadOnlyList<NodeOffer> Nodes, string? Message = null);
