using System.Collections.Immutable;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Pools.Recovery;

namespace OrleansScaler.Grains.Ledgers;

/// <summary>Turns what a pool knows into what is stored, and back.</summary>
internal static class LedgerRecords
{
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
        var slots = ledger.Slots.Select(slot => Read(slot, ledger, board, locate, now)).ToImmutableArray();
        var requests = ledger is { IsHandOver: true, Requests: { } known }
            ? known.Select(request => new KnownRequest(
                new RequestId(request.Id),
                new SlotId(request.Slot),
                request.Since,
                request.IsFinished,
                request.Attempt,
                !request.IsBeginUnknown))
            : [];
        return new PoolHandOver(slots, [.. requests]);
    }

    private static KnownSlot Read(
        SlotRecord slot,
        FunctionLedger ledger,
        ISlotUseBoard? board,
        Func<string, SlotLocation?> locate,
        DateTimeOffset now)
    {
        var isOfBoard = ledger.Board is not null && ledger.Board == board?.Id && slot.UsePlace >= 0;
        var known = new KnownSlot
        {
            Id = new SlotId(slot.Id),
            PlatformSlotId = slot.PlatformSlotId,
            MemoryMegabytes = slot.MemoryMegabytes,
            RequestedAt = slot.RequestedAt,
            CreatedAt = slot.CreatedAt,
            Location = slot.PlatformSlotId is { } id ? locate(id) : null,
            Use = slot.Use,
            IdleSince = slot.IdleSince ?? now,
            Word = slot.Word,
            MayBeShared = ledger.Function is { MayShare: true } or { Concurrency: > 1 },
            UsePlace = isOfBoard ? slot.UsePlace : -1,
        };
        if (ledger.IsHandOver)
        {
            return known;
        }

        var word = isOfBoard ? board!.Read(ledger.Board!, slot.UsePlace) : null;
        return known with { Use = UseWord.UseOf(word), Word = word is { } held && UseWord.IsHeld(held) ? held : 0 };
    }
}
