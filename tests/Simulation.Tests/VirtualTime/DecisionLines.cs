using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Simulation.VirtualTime;

namespace OrleansScaler.Simulation.Tests.VirtualTime;

/// <summary>Every decision as a line.</summary>
internal sealed class DecisionLines : IDecisionWatcher
{
    public List<string> Lines { get; } = [];

    public void Decided(int function, DateTimeOffset now, in PoolCommand command) =>
        Lines.Add($"{now:O} {function} {command.Kind} {command.Slot?.Id} {command.Request} {command.Reason}");
}
