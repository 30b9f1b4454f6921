namespace OrleansScaler.Scheduling.Nodes.Fleet.Care;

/// <summary>What is to become of a node that did something wrong.</summary>
/// <param name="Health">Its health from now on.</param>
/// <param name="For">How long, unless something better or worse is heard.</param>
/// <param name="IsLost">Whether it is given up instead.</param>
internal readonly record struct CareVerdict(NodeHealth Health, TimeSpan For, bool IsLost = false);
