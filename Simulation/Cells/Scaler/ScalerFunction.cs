using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Learning;
using OrleansScaler.Scheduling.Nodes.Fleet;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Simulation.Cells.Scaler;

/// <summary>One function: what its grain would hold.</summary>
internal sealed class ScalerFunction(SlotPool pool, FunctionLearning learning)
{
    private readonly Dictionary<string, Slot> _byContainer = new(StringComparer.Ordinal);

    public SlotPool Pool => pool;

    public FunctionLearning Learning => learning;

    public FunctionSpec Spec => pool.Function;

    /// <summary>The slot that a container is; null for one that is gone.</summary>
    public Slot? SlotIn(string container) => _byContainer.GetValueOrDefault(container);

    /// <summary>What it could give up for others.</summary>
    public ReclaimCandidate ToCandidate(DateTimeOffset now) =>
        new(Spec.Key, Pool.Reclaimable, Pool.WorthOfRoom(now), learning.Charge.Usual);

    public void Put(string container, Slot slot) => _byContainer.Add(container, slot);

    public void Forget(string container) => _byContainer.Remove(container);
}
