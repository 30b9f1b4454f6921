namespace OrleansScaler.Platforms;

/// <summary>Answer to <see cref="IPlatform.DestroySlotAsync"/>.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">What the platform said of a failure.</param>
public readonly record struct DestroySlotResult(PlatformOutcome Outcome, string? Message = null);
