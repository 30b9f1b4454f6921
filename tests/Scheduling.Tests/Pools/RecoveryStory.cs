using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Pools.Recovery;

namespace OrleansScaler.Scheduling.Tests.Pools;

/// <summary>A story that begins with slots of before: <c>old-1</c> and so on, made an hour ago.</summary>
internal static class RecoveryStory
{
    /// <summary>A slot for each request that finds none, kept for 100 s.</summary>
    public const string KeepAll = "keepalive=fixed:100s+scaleup=per-request";

    public static readonly SlotId Old = OldSlot(1);

    /// <summary>A function that runs for at most 100 s: with the grace of 60 s, doubts end after 160 s.</summary>
    public static PoolStory Begin(
        string policy = PolicyNames.Direct,
        PoolOptions? options = null,
        FunctionSpec? function = null,
        ISlotUseBoard? board = null) =>
        new(policy, options, function ?? PoolStory.Spec(timeoutSeconds: 100), board);

    public static SlotId OldSlot(int number) => new($"old-{number}");

    public static KnownSlot Known(
        SlotUse use, int number = 1, double idleForSeconds = 0, double memory = 512, bool isMade = true) => new()
        {
            Id = OldSlot(number),
            PlatformSlotId = isMade ? $"platform-old-{number}" : null,
            MemoryMegabytes = memory,
            RequestedAt = PoolStory.T0.AddHours(-1),
            Use = use,
            IdleSince = idleForSeconds > 0 ? PoolStory.T0.AddSeconds(-idleForSeconds) : default,
        };

    public static KnownSlot ByWord(string request, int number = 1) =>
        Known(SlotUse.HeldByWord, number) with { Word = UseWord.HeldBy(new RequestId(request)) };

    public static KnownRequest Holder(string request, int slot = 1, double forSeconds = 0, bool isFinished = false) =>
        new(new RequestId(request), OldSlot(slot), PoolStory.T0.AddSeconds(-forSeconds), isFinished);
}
