namespace OrleansScaler.Gateway.Assignments;

/// <summary>Who holds what.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Holding">The instance, or the container that it stands in; both are unique over all functions.</param>
internal readonly record struct LoanKey(string RequestId, string Holding);
