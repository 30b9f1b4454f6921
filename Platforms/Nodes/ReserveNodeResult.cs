namespace OrleansScaler.Platforms.Nodes;

/// <summary>Answer to <see cref="IResourceManager.ReserveNodeAsync"/>.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Node">The node; null unless <see cref="PlatformOutcome.Ok"/>.</param>
/// <param name="Message">What the other side said of a failure.</param>
public readonly record struct ReserveNodeResult(
    PlatformOutcome Outcome, NodeOffer? Node = null, string? Message = null);
