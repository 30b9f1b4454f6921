namespace OrleansScaler.Platforms.Nodes;

/// <summary>Answer to <see cref="INodeService.CreateContainerAsync"/>.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="ContainerId">The node's id of the container; null unless <see cref="PlatformOutcome.Ok"/>.</param>
/// <param name="Message">What the node said of a failure.</param>
public readonly record struct CreateContainerResult(
    PlatformOutcome Outcome, string? ContainerId = null, string? Message = null);
