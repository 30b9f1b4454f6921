using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Policies.ScaleUp;

namespace OrleansScaler.Scheduling.Policies;

/// <summary>The policies that decide for one function.</summary>
/// <param name="Name">The set as it was asked for.</param>
/// <param name="KeepAlive">How long idle slots are kept.</param>
/// <param name="ScaleUp">How many slots are started while requests wait.</param>
public sealed record PolicySet(string Name, IKeepAlivePolicy KeepAlive, IScaleUpPolicy ScaleUp);
