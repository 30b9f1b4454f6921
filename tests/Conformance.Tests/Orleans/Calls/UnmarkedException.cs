namespace OrleansScaler.Conformance.Tests.Orleans.Calls;

/// <summary>Has no serializer.</summary>
public sealed class UnmarkedException(string message) : Exception(message)
{
}
