using System.Collections.Immutable;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Pools.Recovery;

namespace OrleansScaler.Grains.Ledgers;

/// <summary>Turns what a pool knows into what is stored, and back.</summary>
internal static class LedgerRecords
{
    /// <summary>
    /// Longest time between two owners that their clocks are believed about; as much as a pool waits for an Idle
    /// beyond a time-out. Rebalancing takes milliseconds, a restart seconds.
    /// </summary>
    private static readonly TimeSpan s_longestBelieved = TimeSpan.FromMinutes(1);

    public static SlotRecord RecordOf(Slot slot) => new()
    {
        Id = slot.Id.Value,
        PlatformSlotId = slot.PlatformSlotId,
        MemoryMegabytes = slot.MemoryMegabytes,
        RequestedAt = slot.RequestedAt,
        CreatedAt = slot.CreatedAt,
        UsePlace = slot.UsePlace,
    };

    public static SlotRecord RecordOf(KnownSlot slot) => new()
    {
        Id = slot.Id.Value,
        PlatformSlotId = slot.PlatformSlotId,
        MemoryMegabytes = slot.MemoryMegabytes,
        RequestedAt = slot.RequestedAt,
        CreatedAt = slot.CreatedAt,
        UsePlace = slot.UsePlace,
        Use = slot.Use,
        IdleSince = slot.Use is SlotUse.Idle or SlotUse.Unknown ? slot.IdleSince : null,
        Word = slot.Word,
    };

    public static RequestRecord RecordOf(KnownRequest request) => new()
    {
        Id = request.Id.Value,
        Slot = request.Slot.Value,
        Since = request.Since,
        IsFinished = request.IsFinished,
        Attempt = request.Attempt,
        IsBeginUnknown = !request.IsBeginKnown,
    };

    public static FunctionRecord RecordOf(FunctionSpec function, bool mayShare) => new()
    {
        Runtime = function.Runtime,
        Tenant = function.Tenant,
        Handler = function.Handler,
        MemoryMegabytes = function.MemoryMegabytes,
        Timeout = function.Timeout,
        Concurrency = function.Concurrency,
        MayShare = mayShare,
    };

    public static FunctionSpec SpecOf(string key, FunctionRecord function) => new()
    {
        Key = new FunctionKey(key),
        Runtime = function.Runtime,
        Tenant = function.Tenant,
        Handler = function.Handler,
        MemoryMegabytes = function.MemoryMegabytes,
        Timeout = function.Timeout,
        Concurrency = Math.Max(1, function.Concurrency),
    };

    /// <summary>
    /// What a record says of the slots; after a crash the board, where there is one, says how they are used.
    /// </summary>
    public static PoolHandOver Read(
        FunctionLedger ledger, ISlotUseBoard? board, Func<string, SlotLocation?> locate, DateTimeOffset now)
    {
        var shift = ledger.IsHandOver ? ShiftOf(ledger.HandedOverAt, now) : TimeSpan.Zero;
        var slots = ledger.Slots.Select(slot => Read(slot, ledger, board, locate, shift)).ToImmutableArray();
        var requests = ledger is { IsHandOver: true, Requests: { } known }
            ? known.Select(request => new KnownRequest(
                new RequestId(request.Id),
                new SlotId(request.Slot),
                request.Since + shift,
                request.IsFinished,
                request.Attempt,
                !request.IsBeginUnknown))
            : [];
        return new PoolHandOver(slots, [.. requests]);
    }

    /// <summary>
    /// What brings an owner's instants near now. A time between two owners that is long, or below zero, says that one
    /// of their clocks is wrong or was set, or that nobody was there: none of the slots' and requests' time passed
    /// then. Otherwise an hour's difference would end every holder's time, and destroy what it runs in.
    /// </summary>
    private static TimeSpan ShiftOf(DateTimeOffset? handedOverAt, DateTimeOffset now)
    {
        var between = now - (handedOverAt ?? now);
        return between >= TimeSpan.Zero && between <= s_longestBelieved ? TimeSpan.Zero : between;
    }

    private static KnownSlot Read(
        SlotRecord slot,
        FunctionLedger ledger,
        ISlotUseBoard? board,
        Func<string, SlotLocation?> locate,
        TimeSpan shift)
    {
        var isOfBoard = ledger.Board is not null && ledger.Board == board?.Id && slot.UsePlace >= 0;
        var known = new KnownSlot
        {
            Id = new SlotId(slot.Id),
            PlatformSlotId = slot.PlatformSlotId,
            MemoryMegabytes = slot.MemoryMegabytes,
            RequestedAt = slot.RequestedAt + shift,
            CreatedAt = slot.CreatedAt + shift,
            Location = slot.PlatformSlotId is { } id ? locate(id) : null,
            Use = slot.Use,
            IdleSince = slot.IdleSince + shift ?? default,
            Word = slot.Word,
            MayBeShared = ledger.Function is { MayShare: true } or { Concurrency: > 1 },
            UsePlace = isOfBoard ? slot.UsePlace : -1,
        };
        if (ledger.IsHandOver)
        {
            return known;
        }

        var word = isOfBoard ? board!.Read(ledger.Board!, slot.UsePlace) : null;
        return known with
        {
            Use = UseWord.UseOf(word),
            Word = word is { } held && UseWord.IsHeld(held) ? held : 0,

            // What a hand-over before said of it is long not so: it may have been lent a hundred times since.
            IdleSince = default,
        };
    }
}
