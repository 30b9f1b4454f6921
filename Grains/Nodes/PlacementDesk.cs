using Orleans;
using OrleansScaler.Contracts.Nodes;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Grains.Nodes;

/// <summary>
/// Where a silo's functions ask for room: chooses shards, makes one call of a function's burst, and asks again for
/// those who wait.
/// </summary>
public sealed class PlacementDesk
{
    private readonly IGrainFactory _grains;
    private readonly ShardLoads _loads;
    private readonly GroupedCalls<string, PlacementWish, PlacementAnswer> _places;
    private readonly GroupedCalls<(string, int Shard), SlotConfirmation, ConfirmStatus> _confirms;
    private readonly GroupedCalls<(string, int Shard), CreateFailure, bool> _cancels;
    private readonly GroupedCalls<(string, int Shard), string, bool> _releases;

    /// <summary>A desk.</summary>
    /// <param name="grains">Reaches the shards.</param>
    /// <param name="loads">What is known of them.</param>
    public PlacementDesk(IGrainFactory grains, ShardLoads loads)
    {
        _grains = grains;
        _loads = loads;
        _places = new(PlaceAsync);
        _confirms = new(ConfirmAsync);
        _cancels = new(CancelAsync);
        _releases = new(ReleaseAsync);
    }

    /// <summary>Asks for room until there is an answer, or until the wish's time is over.</summary>
    /// <param name="wish">The wish.</param>
    /// <param name="time">The clock.</param>
    /// <returns>Placed or refused; still waiting when its time is over and it left the line.</returns>
    internal async ValueTask<PlacementAnswer> PlaceAsync(PlacementWish wish, TimeProvider time)
    {
        var until = time.GetUtcNow() + wish.Wait;
        var answer = await _places.SendAsync(wish.Function, wish);
        while (answer.Outcome == PlacementOutcome.Waiting
            && until - time.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            // Alone now: a shard answers the first of a call's wishes, and the others would have to ask again.
            var reply = await Shard(answer.Shard).Place(
                new PlacementCall { Wishes = [wish with { Wait = left }], Lingers = true });
            _loads.Hear(reply.Load);
            answer = reply.Answers[0];
        }

        if (answer.Outcome == PlacementOutcome.Waiting)
        {
            await Shard(answer.Shard).Withdraw([wish.Ticket]);
        }

        return answer;
    }

    /// <summary>A slot was made.</summary>
    internal Task<ConfirmStatus> ConfirmAsync(string function, int shard, SlotConfirmation made) =>
        _confirms.SendAsync((function, shard), made);

    /// <summary>A slot was not made.</summary>
    internal Task CancelAsync(string function, int shard, CreateFailure failure) =>
        _cancels.SendAsync((function, shard), failure);

    /// <summary>A slot is gone.</summary>
    /// <param name="caller">Whose slot, or something else that callers of one turn share.</param>
    /// <param name="shard">Where it stood.</param>
    /// <param name="slot">The slot.</param>
    internal Task ReleaseAsync(string caller, int shard, string slot) => _releases.SendAsync((caller, shard), slot);

    /// <summary>Slots stand there, as far as their function knows.</summary>
    /// <param name="shard">Where.</param>
    /// <param name="slots">The slots.</param>
    /// <returns>The platform's ids of those that are lost.</returns>
    internal async Task<IReadOnlyList<string>> ClaimAsync(int shard, IReadOnlyList<StandingSlot> slots) =>
        await Shard(shard).Claim([.. slots]);

    private IPlacementGrain Shard(int shard) => _grains.GetGrain<IPlacementGrain>(shard);

    private async Task<IReadOnlyList<PlacementAnswer>> PlaceAsync(string function, IReadOnlyList<PlacementWish> wishes)
    {
        var first = wishes[0];
        var need = first.Need.ToResources() + first.Sidecar.ToResources();
        var (shard, other) = _loads.Choose(StableBits.Of(first.Ticket), need);
        var reply = await Shard(shard).Place(new PlacementCall { Wishes = [.. wishes], Alternative = other });
        _loads.Hear(reply.Load);
        return reply.Answers;
    }

    private async Task<IReadOnlyList<ConfirmStatus>> ConfirmAsync(
        (string, int Shard) key, IReadOnlyList<SlotConfirmation> made) =>
        await Shard(key.Shard).Confirm([.. made]);

    private async Task<IReadOnlyList<bool>> CancelAsync(
        (string, int Shard) key, IReadOnlyList<CreateFailure> failures)
    {
        await Shard(key.Shard).Cancel([.. failures]);
        return [.. failures.Select(_ => true)];
    }

    private async Task<IReadOnlyList<bool>> ReleaseAsync((string, int Shard) key, IReadOnlyList<string> slots)
    {
        await Shard(key.Shard).Release([.. slots]);
        return [.. slots.Select(_ => true)];
    }
}
