namespace OrleansScaler.Scheduling.Tests.Properties;

/// <summary>A property does not hold.</summary>
internal sealed class StormException(string message) : Exception(message);
