using System.Collections.Concurrent;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>
/// Makes and destroys every slot at once and keeps count of them, until it is told that it has no room.
/// </summary>
internal sealed class InstantPlatform : IPlatform
{
    private readonly ConcurrentDictionary<string, string> _slots = new(StringComparer.Ordinal);

    public bool IsFull { get; set; }

    public ICollection<string> Slots => _slots.Keys;

    public ConcurrentDictionary<string, int> Functions { get; } = new(StringComparer.Ordinal);

    public ValueTask<CreateSlotResult> CreateSlotAsync(SlotOrder order, CancellationToken cancellationToken)
    {
        if (IsFull)
        {
            return new(new CreateSlotResult(PlatformOutcome.Failed, Message: "full"));
        }

        return _slots.TryAdd(order.RequestId, "")
            ? new(new CreateSlotResult(PlatformOutcome.Ok, order.RequestId))
            : new(new CreateSlotResult(PlatformOutcome.Refused, Message: "made twice"));
    }

    public ValueTask<InitResult> InitAsync(
        string requestId,
        string platformSlotId,
        string instanceId,
        FunctionSpec function,
        CancellationToken cancellationToken)
    {
        Functions.AddOrUpdate(function.Key.Value, 1, (_, count) => count + 1);
        return new(new InitResult(PlatformOutcome.Ok));
    }

    public ValueTask<DestroySlotResult> DestroySlotAsync(
        string requestId, string platformSlotId, string reason, CancellationToken cancellationToken) =>
        new(new DestroySlotResult(
            _slots.TryRemove(platformSlotId, out _) ? PlatformOutcome.Ok : PlatformOutcome.NotFound));
}
