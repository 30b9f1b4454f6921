namespace OrleansScaler.Simulation.Traces;

/// <summary>Calls of one function in one minute.</summary>
internal readonly record struct MinuteCount(int Function, int Calls);
