namespace OrleansScaler.Platforms;

/// <summary>Answer to <see cref="IPlatform.InitAsync"/>.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="InitDuration">Time that the init took, as the platform measured it.</param>
/// <param name="Message">What the platform said of a failure.</param>
public readonly record struct InitResult(
    PlatformOutcome Outcome, TimeSpan InitDuration = default, string? Message = null);
