namespace OrleansScaler.Scheduling.Nodes.Index;

/// <summary>How many slots of one function one node has.</summary>
internal readonly record struct PresenceCount(FunctionPresence Presence, int Slots);
