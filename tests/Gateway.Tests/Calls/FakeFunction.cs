using System.Collections.Concurrent;
using System.Collections.Immutable;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Contracts.Nodes;

namespace OrleansScaler.Gateway.Tests.Calls;

/// <summary>A function's grain that answers as the test says and keeps what it was asked.</summary>
internal sealed class FakeFunction : IFunctionGrain
{
    public static readonly AssignReply Granted = new()
    {
        Outcome = AssignOutcome.Granted, InstanceId = "i1", Epoch = 1,
    };

    public Func<AssignRequest, ValueTask<AssignReply>> OnAssign { get; set; } = _ => new(Granted);

    public Func<IdleRequest, ValueTask<IdleReply>> OnIdle { get; set; } =
        _ => new(new IdleReply { Outcome = IdleOutcome.Done });

    public Func<ValueTask<bool>> OnAbandon { get; set; } = () => new(true);

    public Func<ImmutableArray<HeldInstance>, ValueTask<int>> OnAnnounce { get; set; } = held => new(held.Length);

    public ConcurrentQueue<AssignRequest> Assigns { get; } = [];

    public ConcurrentQueue<IdleRequest> Idles { get; } = [];

    public ConcurrentQueue<(string Request, long Attempt)> Abandons { get; } = [];

    public ConcurrentQueue<ImmutableArray<HeldInstance>> Announces { get; } = [];

    public ValueTask<AssignReply> Assign(AssignRequest request)
    {
        Assigns.Enqueue(request);
        return OnAssign(request);
    }

    public ValueTask<IdleReply> Idle(IdleRequest request)
    {
        Idles.Enqueue(request);
        return OnIdle(request);
    }

    public ValueTask<bool> Abandon(string requestId, long attempt)
    {
        Abandons.Enqueue((requestId, attempt));
        return OnAbandon();
    }

    public ValueTask<int> Announce(ImmutableArray<HeldInstance> held)
    {
        Announces.Enqueue(held);
        return OnAnnounce(held);
    }

    public ValueTask<bool> ReclaimIdle() => throw new NotSupportedException();

    public ValueTask<ReclaimableSlots> GetReclaimable() => throw new NotSupportedException();

    public ValueTask SlotsLost(ImmutableArray<string> instanceIds) => throw new NotSupportedException();

    public ValueTask<int> ReplaceSlots(ImmutableArray<string> instanceIds) => throw new NotSupportedException();

    public ValueTask CompanionCalled() => throw new NotSupportedException();

    public ValueTask<SeenUse?> Sampled(ImmutableArray<SlotSample> samples) => throw new NotSupportedException();

    public ValueTask<bool> HoldsSlot(string platformSlotId) => throw new NotSupportedException();

    public ValueTask<int> CountSlots() => throw new NotSupportedException();

    public ValueTask<bool> Prepare(AssignRequest declaration, int slots) => throw new NotSupportedException();

    public ValueTask<FunctionStatus> GetStatus() => throw new NotSupportedException();
}
