using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Simulation.VirtualTime;
using OrleansScaler.Twin.Tests.Decisions;
using OrleansScaler.Twin.Tests.Stories;

namespace OrleansScaler.Twin.Tests.Simulated;

/// <summary>Writes the simulator's decisions.</summary>
internal sealed class LineWatcher : IDecisionWatcher
{
    private readonly Dictionary<RequestId, int> _requests = [];
    private readonly Dictionary<int, int> _arrived = [];

    public DecisionLines Decisions { get; } = new(Story.Start);

    public void Arrived(int function, RequestId request) =>
        _requests[request] = _arrived[function] = _arrived.GetValueOrDefault(function) + 1;

    public void Decided(int function, DateTimeOffset now, in PoolCommand command)
    {
        int? request = command.Request == default ? null : _requests[command.Request];
        Decisions.Add(now, function, command.Kind.ToString(), command.Reason, (command.Slot?.Id.Value, request));
    }
}
