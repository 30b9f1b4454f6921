using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Learning;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;
using OrleansScaler.Scheduling.Nodes.Placements;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Simulation.Cells.Scaler;

/// <summary>One function: what its grain would hold.</summary>
internal sealed class ScalerFunction(SlotPool pool, FunctionLearning learning)
{
    /// <summary>Charges that differ by less are left as they are: every change is a walk over nodes.</summary>
    private const double NearBy = 0.1;

    private MeasuredNeed? _charged;
    private readonly Dictionary<string, Slot> _byContainer = new(StringComparer.Ordinal);

    public SlotPool Pool => pool;

    public FunctionLearning Learning => learning;

    public FunctionSpec Spec => pool.Function;

    /// <summary>The slot that a container is; null for one that is gone.</summary>
    public Slot? SlotIn(string container) => _byContainer.GetValueOrDefault(container);

    /// <summary>What slots are to be charged with, where it differs enough from what they were charged last.</summary>
    public MeasuredNeed? TakeNewCharge()
    {
        var charge = learning.Charge;
        if (_charged is { } last && IsNear(last.Usual, charge.Usual))
        {
            return null;
        }

        _charged = charge;
        return charge;
    }

    /// <summary>What it could give up for others.</summary>
    public ReclaimCandidate ToCandidate(DateTimeOffset now) =>
        new(Spec.Key, Pool.Reclaimable, Pool.WorthOfRoom(now), learning.Charge.Usual);

    public void Put(string container, Slot slot) => _byContainer.Add(container, slot);

    public void Forget(string container) => _byContainer.Remove(container);

    private static bool IsNear(Resources one, Resources other) =>
        IsNear(one.MemoryMegabytes, other.MemoryMegabytes) && IsNear(one.CpuMillicores, other.CpuMillicores);

    private static bool IsNear(double one, double other) => Math.Abs(one - other) <= NearBy * Math.Max(one, other);
}
