using OrleansScaler.EndToEnd.Tests.Callers;

namespace OrleansScaler.Cluster.Tests.Load;

/// <summary>One call of the load.</summary>
/// <param name="Function">What was called.</param>
/// <param name="SentAt">When, on the platform's clock.</param>
/// <param name="Result">How it went.</param>
internal sealed record CallRecord(string Function, TimeSpan SentAt, CallResult Result)
{
    public TimeSpan AnsweredAt => SentAt + Result.Wait;
}
