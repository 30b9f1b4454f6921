namespace OrleansScaler.Gateway.Assignments;

/// <summary>Who holds what.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Holding">The instance, or the container that it stands in: unique over all functions either way.</param>
internal readonly record struct LoanKey(string RequestId, string Holding);
