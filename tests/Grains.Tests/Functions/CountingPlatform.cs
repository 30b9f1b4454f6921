using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>Counts the creates that reach another platform.</summary>
internal sealed class CountingPlatform(IPlatform inner) : IPlatform
{
    private int _creates;

    public int Creates => Volatile.Read(ref _creates);

    public ValueTask<CreateSlotResult> CreateSlotAsync(SlotOrder order, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _creates);
        return inner.CreateSlotAsync(order, cancellationToken);
    }

    public ValueTask<InitResult> InitAsync(
        string requestId,
        string platformSlotId,
        string instanceId,
        FunctionSpec function,
        CancellationToken cancellationToken) =>
        inner.InitAsync(requestId, platformSlotId, instanceId, function, cancellationToken);

    public ValueTask<DestroySlotResult> DestroySlotAsync(
        string requestId, string platformSlotId, string reason, CancellationToken cancellationToken) =>
        inner.DestroySlotAsync(requestId, platformSlotId, reason, cancellationToken);
}
