namespace OrleansScaler.Scheduling.Pools;

// How many requests share a slot, for those who learn from it. Nothing here changes what the pool decides.
public sealed partial class SlotPool
{
    /// <summary>
    /// How many requests there were in a holder's slot since it was granted. To be asked before
    /// <see cref="Complete"/>, which lets it go.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="instance">The instance that it holds, named as its slot.</param>
    /// <param name="now">The time.</param>
    /// <returns>
    /// Null when the request does not hold that instance now, or has held it since before this pool was.
    /// </returns>
    public RunCompany? CompanyOf(RequestId request, SlotId instance, DateTimeOffset now)
    {
        if (_requests.Find(request) is not { State: RequestState.Holding, Slot: { } slot } entry
            || slot.Id != instance
            || entry.SlotUsedBefore is not { } usedBefore)
        {
            return null;
        }

        var mean = slot.MeanUse(usedBefore, entry.Since, now > _now ? now : _now);
        return new RunCompany(entry.Since, mean);
    }

    /// <summary>Requests in a slot, averaged since this was asked before; those in it now, the first time.</summary>
    /// <param name="id">The slot.</param>
    /// <param name="now">The time.</param>
    /// <returns>0 and more; null when the slot serves nobody: unknown, of unknown use, starting or going.</returns>
    public double? SampleCompany(SlotId id, DateTimeOffset now) =>
        _slots.Find(id) is { State: SlotState.Idle or SlotState.Busy, UnknownSince: null } slot
            ? slot.Sample(now > _now ? now : _now)
            : null;
}
