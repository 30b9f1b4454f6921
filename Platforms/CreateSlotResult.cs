namespace OrleansScaler.Platforms;

/// <summary>Answer to <see cref="IPlatform.CreateSlotAsync"/>.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="PlatformSlotId">The platform's id of the new slot; null unless it is known that one exists.</param>
/// <param name="CreateDuration">Time that the create took, as the platform measured it.</param>
/// <param name="Message">What the platform said of a failure.</param>
public readonly record struct CreateSlotResult(
    PlatformOutcome Outcome,
    string? PlatformSlotId = null,
    TimeSpan CreateDuration = default,
    string? Message = null);
