using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Functions;

/// <summary>
/// Carries out what pools want of the platform, and turns every way in which that can fail into an answer. Shared by
/// all functions; holds no state of any of them.
/// </summary>
/// <param name="platform">The platform.</param>
/// <param name="quotas">The silo's bound on slots.</param>
/// <param name="instruments">Measures inits and destroys, and traces.</param>
/// <param name="time">Tells how long they took.</param>
public sealed class SlotLifecycle(
    IPlatform platform, SiloQuotas quotas, FunctionInstruments instruments, TimeProvider time)
{
    internal SiloQuotas Quotas => quotas;

    /// <summary>Who may make a slot now that a request waits for.</summary>
    internal StartTurns Starts { get; } = new(StartBounds.OfStarts, time);

    /// <summary>Who may ask now what became of a create of before.</summary>
    internal StartTurns Settling { get; } = new(StartBounds.OfSettling, time);

    /// <summary>
    /// Makes the slot. One that the platform made wrong comes back with its id and a failure. To be measured by the
    /// caller, who first notes what is to be given back.
    /// </summary>
    internal async ValueTask<(CreateSlotResult Result, TimeSpan Took)> CreateAsync(
        SlotOrder order, string? traceParent, CancellationToken ending = default)
    {
        using var span = instruments.StartSpan("slot.create", traceParent);
        var start = time.GetTimestamp();
        var result = await OrFailedAsync(
            () => platform.CreateSlotAsync(order, ending),
            fault => new CreateSlotResult(PlatformOutcome.Failed, Message: fault));
        span?.SetTag("outcome", result.Outcome.ToString());
        return (result, time.GetElapsedTime(start));
    }

    /// <summary>Whether a create that was not answered can be asked again.</summary>
    internal bool TakesRepeatedCreates => platform.TakesRepeatedCreates;

    /// <summary>
    /// A create whose answer nobody has is asked for again, until the platform tells or does not for too long. Where it
    /// would make a second slot, nothing can be done.
    /// </summary>
    /// <param name="owner">Whose create it is; <see cref="StartTurns.Withdraw"/> ends its waiting for a turn.</param>
    /// <param name="order">What was asked for.</param>
    /// <param name="expiry">How long the platform is asked.</param>
    /// <param name="pause">Sits out the pause after so many failures; false when whoever asks is over.</param>
    /// <param name="ending">Ends the call that is under way when whoever asks is over.</param>
    internal async ValueTask<SettledCreate> SettleAsync(
        object owner,
        SlotOrder order,
        TimeSpan expiry,
        Func<int, ValueTask<bool>> pause,
        CancellationToken ending = default)
    {
        var began = time.GetTimestamp();
        for (var failures = 1; TakesRepeatedCreates && time.GetElapsedTime(began) <= expiry; failures++)
        {
            var created = await AskAgainAsync(owner, order, ending);
            if (created.PlatformSlotId is not null || created.Outcome == PlatformOutcome.Refused)
            {
                return new SettledCreate(SettledStatus.Told, created.PlatformSlotId);
            }

            if (!await pause(failures))
            {
                return new SettledCreate(SettledStatus.Open);
            }
        }

        return new SettledCreate(SettledStatus.Expired);
    }

    /// <summary>
    /// A few at a time in the silo: nobody waits for these, and those that requests wait for come first.
    /// </summary>
    private async ValueTask<CreateSlotResult> AskAgainAsync(
        object owner, SlotOrder order, CancellationToken ending)
    {
        var turn = await Settling.TakeAsync(owner);
        if (turn.IsWithdrawn)
        {
            return new CreateSlotResult(PlatformOutcome.Unavailable, Message: "Its owner ends.");
        }

        PlatformOutcome? outcome = null;
        try
        {
            var (created, _) = await CreateAsync(order, null, ending);
            outcome = created.Outcome;
            return created;
        }
        finally
        {
            Settling.End(turn, outcome);
        }
    }

    /// <summary>Which of our slots the platform does not have; null where it cannot tell, now or ever.</summary>
    internal ValueTask<IReadOnlyList<string>?> ReconcileAsync(
        FunctionSpec function, IReadOnlyList<KnownPlatformSlot> slots) =>
        OrFailedAsync(
            () => platform.ReconcileAsync(function, slots, CancellationToken.None),
            _ => (IReadOnlyList<string>?)[]);

    /// <summary>Where a slot stands; null where the platform does not tell.</summary>
    internal SlotLocation? Locate(string platformSlotId) => platform.Locate(platformSlotId);

    /// <summary>Loads the function into the slot.</summary>
    internal async ValueTask<InitResult> InitAsync(
        Slot slot, string platformSlotId, FunctionSpec function, string? traceParent)
    {
        using var span = instruments.StartSpan("slot.init", traceParent);
        var start = time.GetTimestamp();
        var id = slot.Id.Value;
        var result = await OrFailedAsync(
            () => platform.InitAsync(id, platformSlotId, id, function, CancellationToken.None),
            fault => new InitResult(PlatformOutcome.Failed, Message: fault));
        instruments.SlotInited(result.Outcome, time.GetElapsedTime(start));
        span?.SetTag("outcome", result.Outcome.ToString());
        return result;
    }

    /// <summary>Gives the slot back; a slot that is not there any more is as good as destroyed.</summary>
    internal async ValueTask<DestroySlotResult> DestroyAsync(string id, string platformSlotId, string reason)
    {
        var result = await OrFailedAsync(
            () => platform.DestroySlotAsync(
                $"{id}-d", platformSlotId, reason, CancellationToken.None),
            fault => new DestroySlotResult(PlatformOutcome.Failed, fault));
        instruments.SlotDestroyed(result.Outcome);
        return result.Outcome == PlatformOutcome.NotFound ? new DestroySlotResult(PlatformOutcome.Ok) : result;
    }

    /// <summary>
    /// A platform must not throw; one that does all the same has failed, and its slots and quotas are accounted for as
    /// after any other failure.
    /// </summary>
    private static async ValueTask<T> OrFailedAsync<T>(Func<ValueTask<T>> call, Func<string, T> failed)
    {
        try
        {
            return await call();
        }
        catch (Exception fault)
        {
            return failed($"{fault.GetType().Name}: {fault.Message}");
        }
    }

    /// <summary>
    /// Whether the platform itself said that it made nothing. Whatever else went wrong, with the way there, inside the
    /// platform or with its answer, may have left a slot.
    /// </summary>
    internal static bool IsRefusal(PlatformOutcome outcome) =>
        outcome is PlatformOutcome.Refused or PlatformOutcome.Throttled or PlatformOutcome.NotFound;

    /// <summary>What a failed platform call means for a start.</summary>
    internal static StartFailure FailureOf(PlatformOutcome outcome) =>
        outcome == PlatformOutcome.Refused ? StartFailure.Refused : StartFailure.Transient;
}
