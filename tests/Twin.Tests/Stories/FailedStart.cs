using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Twin.Tests.Stories;

/// <summary>A start that fails.</summary>
/// <param name="Failure">Why.</param>
/// <param name="Made">Whether its slot was made, so that it is the init that fails.</param>
internal readonly record struct FailedStart(StartFailure Failure, bool Made);
