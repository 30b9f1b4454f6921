using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Contracts.Ledgers;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Shells;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Functions;

/// <content>Slots of before this activation, and the word to the one after it.</content>
public sealed partial class FunctionGrain
{
    private bool? _reconciles;
    private DateTimeOffset? _reconcileAt;

    /// <inheritdoc/>
    public ValueTask<int> Announce(ImmutableArray<HeldInstance> held)
    {
        return _recovery.IsCompleted ? new ValueTask<int>(AnnounceNow(held)) : AnnounceLaterAsync(held);
    }

    private async ValueTask<int> AnnounceLaterAsync(ImmutableArray<HeldInstance> held)
    {
        await _recovery.WaitAsync(_options.AnswerWaitingAfter, _time);
        return AnnounceNow(held);
    }

    private int AnnounceNow(ImmutableArray<HeldInstance> held)
    {
        if (!MayAct())
        {
            return 0;
        }

        var now = _time.GetUtcNow();
        var known = held.Count(assignment => _pool.Announce(
            new RequestId(assignment.RequestId), new SlotId(assignment.InstanceId), now, assignment.Attempt));
        _loop.Run();
        return known;
    }

    /// <inheritdoc/>
    public ValueTask<int> CountSlots() =>
        _recovery.IsCompleted ? new ValueTask<int>(CountNow()) : CountLaterAsync();

    /// <summary>What is not known yet cannot be counted: thrown, so that the walk asks again.</summary>
    private async ValueTask<int> CountLaterAsync()
    {
        await _recovery.WaitAsync(_options.AnswerWaitingAfter, _time);
        return CountNow();
    }

    private int CountNow()
    {
        // A slot that is only meant to be made counts: it has to be settled.
        if (_pool is null && _ledger.Count == 0 && !_ledger.IsUnread)
        {
            DeactivateOnIdle();
        }

        var slots = _pool is null ? 0 : (int)(_pool.SlotsCreated - _pool.SlotsForgotten);
        var count = Math.Max(slots, _ledger.IsUnread ? 1 : _ledger.Count);
        if (count == 0)
        {
            _ledger.NoteUnindexed();
        }

        return count;
    }

    /// <summary>
    /// Finds what the owner before left. Waits for the store, but not long: until it answers the function serves with
    /// new slots, and nothing of before is touched.
    /// </summary>
    private async Task RecoverAsync()
    {
        var stored = _ledger.Open(_key);
        _asks.Epoch = _ledger.Epoch;
        if (stored is null && !_ledger.IsUnread)
        {
            return;
        }

        _recovery = TakeOverAsync(stored);
        _background.Follow(_recovery);
        if (stored is null)
        {
            // It was waited for already.
            LogRecoversLater(_key);
            return;
        }

        if (await SlicedWait.ForAsync(_recovery, _services.Ledgers.Options.ReadTimeout, _time))
        {
            await _recovery;
        }
        else
        {
            LogRecoversLater(_key);
        }
    }

    private async Task TakeOverAsync(FunctionLedger? stored)
    {
        stored ??= await ReadLaterAsync();
        if (stored is null)
        {
            return;
        }

        await _ledger.TakeOverAsync();
        if (_ledger.IsLost)
        {
            Abdicate();
            return;
        }

        await _services.Ledgers.Fence.PassAsync();
        Adopt(stored);
        await ReconcileAsync();
    }

    /// <summary>
    /// A record that is refused so late closes the activation, as it would have kept it from opening.
    /// </summary>
    private async Task<FunctionLedger?> ReadLaterAsync()
    {
        try
        {
            return await _ledger.ReadAsync();
        }
        catch (LedgerRefusedException fault)
        {
            LogRefused(fault, _key);
            Abdicate();
            return null;
        }
    }

    private void Adopt(FunctionLedger stored)
    {
        if (stored.Function is not { } function)
        {
            return;
        }

        var now = _time.GetUtcNow();
        if (_pool is null)
        {
            _lifecycle.Quotas.Functions.TakeOver();
            _learning = function.MayShare ? _pools.CreateLearning(function.MemoryMegabytes) : null;
            _pool = _pools.Create(LedgerRecords.SpecOf(_function, function), _ledger.Board, _part);
        }

        var known = LedgerRecords.Read(stored, _services.Ledgers.Board, _lifecycle.Locate, now);
        foreach (var slot in known.Slots.Where(slot => slot.PlatformSlotId is not null))
        {
            _lifecycle.Quotas.Slots.TakeOver();
        }

        foreach (var use in known.Slots.GroupBy(slot => slot.Use))
        {
            _services.Ledgers.Instruments.Adopted(use.Count(), use.Key.ToString());
        }

        LogAdopted(_key, known.Slots.Length, stored.IsHandOver);
        _pool.Adopt(known, now, _commands);
        _loop.Run();
        foreach (var slot in known.Slots)
        {
            if (_pool.Find(slot.Id) is { State: SlotState.Idle or SlotState.Busy } standing)
            {
                NoteContainer(standing);
                if (standing.UsePlace != slot.UsePlace)
                {
                    _ledger.Update(standing);
                }
            }
        }
    }

    /// <summary>
    /// Asks the platform, where it can tell, which of the function's slots it does not have any more.
    /// </summary>
    private async Task ReconcileAsync()
    {
        if (_pool is null || _reconciles == false)
        {
            return;
        }

        var slots = _pool.Standing
            .Select(slot => new KnownPlatformSlot(
                slot.Id.Value, slot.PlatformSlotId!, slot.MemoryMegabytes, _learning?.Charge))
            .ToArray();
        var lost = await _lifecycle.ReconcileAsync(_pool.Function, slots);
        await _services.Ledgers.Fence.PassAsync();
        if (_isHandedOver)
        {
            return;
        }

        _reconciles = lost is not null;
        _reconcileAt = _time.GetUtcNow() + Jittered(_services.Ledgers.Options.ReconcileEvery);
        if (lost is { Count: > 0 })
        {
            Lose(lost);
        }
        else
        {
            Arm(_pool);
        }
    }

    /// <summary>
    /// A quarter more or less, by the function's name, so that not all functions ask at the same time.
    /// </summary>
    private TimeSpan Jittered(TimeSpan every) =>
        every * (0.75 + (0.5 * LiveFunctionShards.KeyOf(_key) / LiveFunctionShards.Count));

    /// <summary>Another activation owns the slots: nothing of them may be touched here any more.</summary>
    private void Abdicate()
    {
        if (!_abdicated)
        {
            _abdicated = true;
            _asks.SendAllBack();
            _timer.Arm(null);
            DeactivateOnIdle();
        }
    }

    /// <summary>Whether an event may reach the pool now; hints may be dropped when not.</summary>
    [MemberNotNullWhen(true, nameof(_pool))]
    private bool MayAct()
    {
        if (_pool is null)
        {
            if (_recovery.IsCompleted)
            {
                DeactivateOnIdle();
            }

            return false;
        }

        return _services.Ledgers.Fence.IsOpen && !_abdicated;
    }

    /// <summary>
    /// The silo was frozen: the caller asks again. Where another owner is known it fails like a lost silo, so that the
    /// gateway pauses before it asks again: it would go on at once after an answer, until this activation is gone.
    /// </summary>
    private async ValueTask<AssignReply> AssignLaterAsync(AssignRequest request)
    {
        try
        {
            await _services.Ledgers.Fence.PassAsync().AsTask().WaitAsync(_options.AnswerWaitingAfter, _time);
        }
        catch (TimeoutException)
        {
            return ReplyOf(AssignOutcome.Waiting, Reason.None);
        }

        return _abdicated ? throw HasOtherOwner() : await Assign(request);
    }

    /// <summary>
    /// Whether the request holds anything is not known as long as the slots of before are not. Thrown, so that the
    /// gateway says it again.
    /// </summary>
    private async ValueTask<IdleReply> IdleLaterAsync(IdleRequest request)
    {
        var recovered = IsKnown(request) ? Task.CompletedTask : _recovery;
        await Task.WhenAll(recovered, _services.Ledgers.Fence.PassAsync().AsTask())
            .WaitAsync(_options.AnswerWaitingAfter, _time);
        return _abdicated ? throw HasOtherOwner() : await IdleNow(request);
    }

    private TimeoutException HasOtherOwner() => new($"The slots of function '{_key}' have another owner now.");

    /// <summary>
    /// Nobody says it again of itself: what it would have given back would stay until the function's time-out. Thrown
    /// after a while, so that the gateway says it again.
    /// </summary>
    private async ValueTask<bool> AbandonLaterAsync(string requestId, long attempt)
    {
        await _services.Ledgers.Fence.PassAsync().AsTask().WaitAsync(_options.AnswerWaitingAfter, _time);
        return await Abandon(requestId, attempt);
    }

    /// <summary>What was granted here is known, whatever the slots of before are.</summary>
    private bool IsKnown(IdleRequest request) =>
        _pool?.Knows(new RequestId(request.RequestId), new SlotId(request.InstanceId)) ?? false;

    /// <summary>On nodes of ours also without a store: a shard may lose its silo.</summary>
    private void ReconcileInTime(Slot slot)
    {
        if ((_services.Ledgers.IsOn || slot.Location is not null) && _reconciles is not false)
        {
            _reconcileAt ??= _time.GetUtcNow() + Jittered(_services.Ledgers.Options.ReconcileEvery);
        }
    }
}
