using Grpc.Core;

namespace OrleansScaler.EndToEnd.Tests.Callers;

/// <summary>How a call went for its caller.</summary>
/// <param name="Status">What the Assign was answered.</param>
/// <param name="Detail">What was said of it.</param>
/// <param name="Wait">Time until that answer.</param>
/// <param name="Problem">What went wrong with the instance or its Idle; null when nothing did.</param>
internal sealed record CallResult(StatusCode Status, string Detail, TimeSpan Wait, string? Problem = null)
{
    public bool IsServed => Status == StatusCode.OK && Problem is null;
}
