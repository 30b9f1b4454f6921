using OrleansScaler.Contracts.Nodes;
using OrleansScaler.Platforms;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;

namespace OrleansScaler.Grains.Nodes;

/// <summary>
/// Slots on nodes of ours: asks a shard for room, has the node make the container, and says that it stands. Keeps
/// nothing: all that has to be known of a slot is in its id.
/// </summary>
/// <param name="desk">Where room is asked for.</param>
/// <param name="services">Reaches nodes.</param>
/// <param name="options">Sidecars and patience.</param>
/// <param name="time">The clock.</param>
public sealed class NodePlatform(
    PlacementDesk desk, NodeServices services, NodePlatformOptions options, TimeProvider time) : IPlatform
{
    /// <summary>Tries to say that a slot stands: a word lost would cost the slot.</summary>
    private const int ConfirmAttempts = 3;

    /// <summary>A claim is one message: about 300 bytes a slot.</summary>
    private const int SlotsPerClaim = 1_000;

    /// <inheritdoc/>
    public async ValueTask<CreateSlotResult> CreateSlotAsync(SlotOrder order, CancellationToken cancellationToken)
    {
        if (order.Function is not { } function)
        {
            return new CreateSlotResult(
                PlatformOutcome.Refused,
                Message: "Nodes make a container with its function in it; a slot without a function cannot be made.");
        }

        var sidecar = options.SidecarOf(function.Key.Value);
        var answer = await desk.PlaceAsync(WishOf(order, function, sidecar), time);
        if (answer.Outcome != PlacementOutcome.Placed)
        {
            return Unplaced(function, answer);
        }

        var start = time.GetTimestamp();
        var made = await MakeAsync(order, function, sidecar, answer);
        return made is { Outcome: PlatformOutcome.Ok, ContainerId: { Length: > 0 } container }
            ? await ConfirmAsync(order, function, answer, container, time.GetElapsedTime(start))
            : await GiveUpAsync(function, answer, made);
    }

    /// <inheritdoc/>
    /// <remarks>Nothing is left to do: the container was made with its function in it.</remarks>
    public ValueTask<InitResult> InitAsync(
        string requestId,
        string platformSlotId,
        string instanceId,
        FunctionSpec function,
        CancellationToken cancellationToken) => new(new InitResult(PlatformOutcome.Ok));

    /// <inheritdoc/>
    /// <remarks>Its room is free only once the container is gone: a remove that failed keeps it taken.</remarks>
    public async ValueTask<DestroySlotResult> DestroySlotAsync(
        string requestId, string platformSlotId, string reason, CancellationToken cancellationToken)
    {
        if (!NodeSlotId.TryParse(platformSlotId, out var id))
        {
            return new DestroySlotResult(PlatformOutcome.NotFound, $"'{platformSlotId}' is no slot of a node.");
        }

        var removed = await services.Connector.Connect(id.Endpoint).RemoveContainerAsync(
            requestId, id.Container, cancellationToken);
        if (removed.Outcome is not (PlatformOutcome.Ok or PlatformOutcome.NotFound))
        {
            return new DestroySlotResult(removed.Outcome, removed.Message);
        }

        await desk.ReleaseAsync(id.Slot, id.Shard, id.Slot);
        return new DestroySlotResult(PlatformOutcome.Ok);
    }

    /// <inheritdoc/>
    /// <remarks>A shard that does not answer says nothing of its slots: they are claimed again the next time.</remarks>
    public async ValueTask<IReadOnlyList<string>?> ReconcileAsync(
        FunctionSpec function, IReadOnlyList<KnownPlatformSlot> slots, CancellationToken cancellationToken)
    {
        var lost = new HashSet<string>(StringComparer.Ordinal);
        var shards = slots.GroupBy(slot => ShardOf(slot.PlatformSlotId)).OrderBy(shard => shard.Key);
        foreach (var claim in shards.SelectMany(shard => shard.Chunk(SlotsPerClaim).Select(part => (shard.Key, part))))
        {
            lost.UnionWith(await ClaimAsync(function, claim.Key, claim.part));
        }

        return [.. slots.Where(slot => lost.Contains(slot.PlatformSlotId)).Select(slot => slot.Id)];
    }

    /// <inheritdoc/>
    public SlotLocation? Locate(string platformSlotId) =>
        NodeSlotId.TryParse(platformSlotId, out var id) ? id.Location : null;

    /// <summary>-1 for what is no slot of a node: it is lost wherever one looks.</summary>
    private static int ShardOf(string platformSlotId) =>
        NodeSlotId.TryParse(platformSlotId, out var id) ? id.Shard : -1;

    private async Task<IReadOnlyList<string>> ClaimAsync(
        FunctionSpec function, int shard, IReadOnlyList<KnownPlatformSlot> slots)
    {
        if (shard < 0)
        {
            return [.. slots.Select(slot => slot.PlatformSlotId)];
        }

        var sidecar = options.SidecarOf(function.Key.Value);
        var standing = slots.Select(slot => new StandingSlot(
            slot.PlatformSlotId,
            WishOf(new SlotOrder(slot.Id, slot.MemoryMegabytes, Measured: slot.Measured), function, sidecar)));
        try
        {
            return await desk.ClaimAsync(shard, [.. standing]);
        }
        catch (Exception e) when (e is TimeoutException or Orleans.Runtime.OrleansException)
        {
            return [];
        }
    }

    private PlacementWish WishOf(SlotOrder order, FunctionSpec function, SidecarOptions? sidecar) => new()
    {
        Ticket = order.RequestId,
        Function = function.Key.Value,
        Tenant = function.Tenant.Length > 0 ? function.Tenant : null,
        Need = RoomSize.Of(Resources.OfMemory(order.MemoryMegabytes)),
        Sidecar = RoomSize.Of(sidecar?.Needs ?? Resources.Zero),
        Image = function.Key.Value,
        Seen = order.Measured is { } measured ? SeenUse.Of(measured) : null,
        Wait = options.PlaceTimeout,
    };

    /// <summary>Only what no waiting would change is the function's own fault.</summary>
    private CreateSlotResult Unplaced(FunctionSpec function, PlacementAnswer answer)
    {
        var isHopeless = answer.Refusal is WishRefusal.TooLarge or WishRefusal.Invalid;
        return new CreateSlotResult(
            isHopeless ? PlatformOutcome.Refused : PlatformOutcome.Throttled,
            Message: answer.Why
                ?? $"There was no room for '{function.Key}' within {options.PlaceTimeout.TotalSeconds:0.###} s.");
    }

    private async Task<CreateContainerResult> MakeAsync(
        SlotOrder order, FunctionSpec function, SidecarOptions? sidecar, PlacementAnswer place)
    {
        var delay = sidecar?.StartDelay ?? TimeSpan.Zero;
        var isBefore = sidecar?.Starts == SidecarOptions.Before;
        if (isBefore)
        {
            await DelayAsync(delay);
        }

        var beside = isBefore ? Task.CompletedTask : DelayAsync(delay);
        var endpoint = new NodeEndpoint(place.Address, place.Port);
        var made = await services.Connector.Connect(endpoint).CreateContainerAsync(
            new ContainerOrder(order.RequestId, order.RequestId, function), CancellationToken.None);
        if (made.Outcome == PlatformOutcome.Ok)
        {
            await beside;
        }

        return made;
    }

    private Task DelayAsync(TimeSpan delay) =>
        delay > TimeSpan.Zero ? Task.Delay(delay, time) : Task.CompletedTask;

    private async Task<CreateSlotResult> ConfirmAsync(
        SlotOrder order, FunctionSpec function, PlacementAnswer place, string container, TimeSpan took)
    {
        var endpoint = new NodeEndpoint(place.Address, place.Port);
        var id = new NodeSlotId(place.Shard, new NodeId(place.NodeId), endpoint, order.RequestId, container);
        var status = await ConfirmAsync(function, id, place.Reservation);
        switch (status)
        {
            case ConfirmStatus.Confirmed or ConfirmStatus.AlreadyConfirmed:
                return new CreateSlotResult(PlatformOutcome.Ok, id.ToString(), took);
            case ConfirmStatus.SlotTaken:
                // The container is another slot's: removing it would take that one away.
                return new CreateSlotResult(
                    PlatformOutcome.Failed, Message: $"Node '{id.Node}' named container '{container}' twice.");
            default:
                // With its id: the pool destroys it, and repeats that until it is gone.
                return new CreateSlotResult(
                    PlatformOutcome.Failed,
                    id.ToString(),
                    took,
                    $"The room on node '{id.Node}' was held no longer when the container stood.");
        }
    }

    /// <summary>Null when nobody could be told: then the slot is as good as unconfirmed.</summary>
    private async Task<ConfirmStatus?> ConfirmAsync(FunctionSpec function, NodeSlotId id, long reservation)
    {
        for (var attempt = 1; attempt <= ConfirmAttempts; attempt++)
        {
            try
            {
                return await desk.ConfirmAsync(
                    function.Key.Value, id.Shard, new SlotConfirmation(reservation, id.Slot, id.Container));
            }
            catch (Exception e) when (e is TimeoutException or Orleans.Runtime.OrleansException)
            {
                // Repeating it is safe: a second word of the same slot changes nothing.
            }
        }

        return null;
    }

    /// <summary>What a create says of its node. A failure may be the function's: that says nothing.</summary>
    private static NodeFault? FaultOf(PlatformOutcome outcome) => outcome switch
    {
        PlatformOutcome.Ok => NodeFault.Lied,
        PlatformOutcome.TimedOut => NodeFault.Late,
        PlatformOutcome.Unavailable => NodeFault.Unreachable,
        _ => null,
    };

    private async Task<CreateSlotResult> GiveUpAsync(
        FunctionSpec function, PlacementAnswer place, CreateContainerResult made)
    {
        var mayExist = made.Outcome == PlatformOutcome.TimedOut;
        await desk.CancelAsync(
            function.Key.Value,
            place.Shard,
            new CreateFailure(place.Reservation, place.NodeId, FaultOf(made.Outcome), mayExist));
        return new CreateSlotResult(
            made.Outcome == PlatformOutcome.Ok ? PlatformOutcome.Failed : made.Outcome,
            Message: $"node '{place.NodeId}': {made.Message ?? "it named no container"}");
    }
}
