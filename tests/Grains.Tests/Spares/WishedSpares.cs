using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies.Prewarm;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Spares;

namespace OrleansScaler.Grains.Tests.Spares;

/// <summary>As many spares as the test says; or a policy that is broken, or hangs, as the test says.</summary>
internal sealed class WishedSpares : IPrewarmPolicy, ISparePolicy
{
    private bool _held;
    private int _hanging;

    public string Name => "wished";

    public int Spares { get; set; }

    public bool Throws { get; set; }

    public bool Hangs => Volatile.Read(ref _hanging) > 0;

    public PrewarmDecision Decide(in PoolSnapshot pool) => new(0, Reason.NothingForeseen);

    public SpareDecision Decide(in SpareSnapshot pool)
    {
        Interlocked.Increment(ref _hanging);
        SpinWait.SpinUntil(() => !Volatile.Read(ref _held));
        Interlocked.Decrement(ref _hanging);
        return Throws ? throw new InvalidOperationException("a policy's own bug") : new(Spares, Reason.SpareDemand);
    }

    public void Hang() => Volatile.Write(ref _held, true);

    public void GoOn() => Volatile.Write(ref _held, false);
}
