namespace OrleansScaler.Grains.Functions;

/// <summary>How it ended to ask for a create again.</summary>
/// <param name="Status">Whether anything was found out.</param>
/// <param name="PlatformSlotId">The platform's id of the slot; null when none stands, or nobody can tell.</param>
internal readonly record struct SettledCreate(SettledStatus Status, string? PlatformSlotId = null);
