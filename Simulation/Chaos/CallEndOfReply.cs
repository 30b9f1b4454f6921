using Grpc.Core;

namespace OrleansScaler.Simulation.Chaos;

/// <summary>How a call ended that was repeated as long as it was worth while.</summary>
/// <typeparam name="T">The reply.</typeparam>
/// <param name="Reply">The answer; null when there was none.</param>
/// <param name="Failure">What was said instead.</param>
/// <param name="IsAnswered">Whether that was an answer; false when the limit was reached without any.</param>
internal readonly record struct CallEnd<T>(T? Reply, RpcException? Failure, bool IsAnswered)
    where T : class;
