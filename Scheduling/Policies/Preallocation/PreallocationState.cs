namespace OrleansScaler.Scheduling.Policies.Preallocation;

/// <summary>What was made ahead for a function that is awake. None while it is silent.</summary>
/// <param name="Slots">Slots that should live while it is awake.</param>
/// <param name="UnderWay">Whether those have not all become ready once.</param>
internal sealed record PreallocationState(int Slots, bool UnderWay) : PolicyState;
