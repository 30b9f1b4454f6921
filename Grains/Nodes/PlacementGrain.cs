using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using OrleansScaler.Contracts.Nodes;
using OrleansScaler.Grains.Functions;
using OrleansScaler.Grains.Hosting;
using OrleansScaler.Grains.Shells;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;
using OrleansScaler.Scheduling.Nodes.Placements;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Nodes;

/// <summary>
/// The shell round one <see cref="NodeFleet"/>: turns calls, answers of nodes and of the resource manager, and one
/// timer into events, and carries out the commands that come back. Reentrant, because a node takes seconds to come and
/// a confirmation must not queue behind it; safe, because no event awaits anything.
/// </summary>
[Reentrant]
public sealed partial class PlacementGrain : Grain, IPlacementGrain
{
    private readonly FleetFactory _fleets;
    private readonly NodeServices _services;
    private readonly FunctionOptions _functions;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    private readonly List<FleetCommand> _commands = [];
    private readonly BackgroundWork _background = new();
    private readonly CommandLoop<FleetCommand> _loop;
    private readonly DeadlineTimer _timer;
    private readonly Dictionary<NodeId, NodeEntry> _nodes = [];
    private readonly Dictionary<string, (NodeEntry Node, string Container)> _slots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Gathering> _askers = new(StringComparer.Ordinal);
    private readonly NodeFleet _fleet;
    private readonly ShardBook _book;
    private int _shard;
    private int _orders;
    private DateTimeOffset _ordersAgainAt = DateTimeOffset.MinValue;
    private long _placeCalls;
    private long _forwarded;
    private bool _closing;

    /// <summary>Made by the silo, once per activation.</summary>
    public PlacementGrain(
        FleetFactory fleets,
        NodeServices services,
        FunctionOptions functions,
        TimeProvider time,
        ILogger<PlacementGrain> logger,
        [PersistentState("nodes", LedgerStorage.Name)] IPersistentState<ShardLedger> store)
    {
        _fleets = fleets;
        _services = services;
        _functions = functions;
        _time = time;
        _logger = logger;
        _fleet = fleets.Create();
        _loop = new CommandLoop<FleetCommand>(_commands, Execute, Arm);
        _timer = new DeadlineTimer(this, DelayDeactivation, OnTimer, time);
        _book = new ShardBook(store, fleets.Ledgers, _background, time, logger);
    }

    private NodePlatformOptions Options => _fleets.Options;

    /// <summary>Whether a node may come that is not here yet.</summary>
    private bool CanGrow => _fleet.Options.CanOrder
        && _nodes.Count + _orders < _fleet.Options.MaximumNodes
        && _time.GetUtcNow() >= _ordersAgainAt;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _shard = (int)this.GetPrimaryKeyLong();
        await RecoverAsync();
        _loop.Run();
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _closing = true;
        Close(reason);
        _loop.Run();
        try
        {
            await _background.EndAsync().WaitAsync(_functions.CloseTimeout, _time, cancellationToken);
            if (!await _book.CloseAsync(_functions.CloseTimeout, cancellationToken))
            {
                LogCloseTimedOut(_shard);
            }
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            LogCloseTimedOut(_shard);
        }

        foreach (var id in _nodes.Keys)
        {
            _fleets.Unclaim(id, _shard);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<PlacementReply> Place(PlacementCall call)
    {
        _placeCalls++;
        var gathering = new Gathering(_shard, call.Wishes);
        Charge(call.Wishes, _time.GetUtcNow());
        Ask(gathering, gathering.Wishes);
        if (call is { Alternative: { } other, IsForwarded: false } && gathering.Open.Any() && !CanGrow)
        {
            await ForwardAsync(gathering, other, call.Lingers);
        }
        else if (call.Lingers && gathering.IsEmpty)
        {
            await gathering.WaitAsync(_functions.AnswerWaitingAfter, _time);
        }

        Leave(gathering);
        return new PlacementReply { Answers = gathering.Read(), Load = ShardLoad.Of(_fleet.Ledger.Digest(_shard)) };
    }

    /// <inheritdoc/>
    public ValueTask Withdraw(ImmutableArray<string> tickets)
    {
        var now = _time.GetUtcNow();
        foreach (var ticket in tickets)
        {
            _fleet.Withdraw(new TicketId(ticket), now, _commands);
        }

        _loop.Run();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<ConfirmStatus>> Confirm(ImmutableArray<SlotConfirmation> slots)
    {
        var now = _time.GetUtcNow();
        var answers = slots.Select(slot => Confirm(slot, now)).ToImmutableArray();
        _loop.Run();
        return new ValueTask<ImmutableArray<ConfirmStatus>>(answers);
    }

    /// <inheritdoc/>
    public ValueTask Cancel(ImmutableArray<CreateFailure> failures)
    {
        var now = _time.GetUtcNow();
        foreach (var failure in failures)
        {
            if (!failure.MayExist)
            {
                _fleet.Cancel(new ReservationId(failure.Reservation), now, _commands);
            }

            if (failure.Fault is { } fault)
            {
                Fault(new NodeId(failure.NodeId), fault, now);
            }
        }

        _loop.Run();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask Release(ImmutableArray<string> slotIds)
    {
        var now = _time.GetUtcNow();
        foreach (var id in slotIds)
        {
            Forget(id);
            _fleet.Release(new SlotId(id), now, _commands);
        }

        _loop.Run();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<ShardLoad> GetLoad() => new(ShardLoad.Of(_fleet.Ledger.Digest(_shard)));

    private void Ask(Gathering gathering, IEnumerable<PlacementWish> wishes)
    {
        var now = _time.GetUtcNow();
        var asked = wishes.Select(wish => WishOf(wish, now)).ToArray();
        foreach (var wish in asked)
        {
            _askers[wish.Ticket.Value] = gathering;
        }

        _fleet.Ask(asked, now, _commands);
        _loop.Run();
    }

    /// <summary>Who asked for the ticket once more meanwhile goes on listening.</summary>
    private void Leave(Gathering gathering)
    {
        foreach (var wish in gathering.Wishes)
        {
            if (_askers.GetValueOrDefault(wish.Ticket) == gathering)
            {
                _askers.Remove(wish.Ticket);
            }
        }
    }

    /// <summary>What has no room here, and will get none soon, leaves the line for another shard's.</summary>
    private async Task ForwardAsync(Gathering gathering, int other, bool lingers)
    {
        var open = gathering.Open.ToImmutableArray();
        await Withdraw([.. open.Select(wish => wish.Ticket)]);
        _forwarded += open.Length;
        try
        {
            var reply = await GrainFactory.GetGrain<IPlacementGrain>(other).Place(
                new PlacementCall { Wishes = open, IsForwarded = true, Lingers = lingers });
            foreach (var answer in reply.Answers)
            {
                gathering.Add(answer);
            }
        }
        catch (Exception fault)
        {
            // What the other shard may hold for them runs out by itself.
            LogForwardFailed(fault, _shard, other, open.Length);
            Ask(gathering, open);
        }
    }

    private ConfirmStatus Confirm(SlotConfirmation made, DateTimeOffset now)
    {
        var (id, slot) = (new ReservationId(made.Reservation), new SlotId(made.SlotId));
        var status = _fleet.Confirm(id, slot, now, _commands);
        if (status is not (ConfirmStatus.Confirmed or ConfirmStatus.AlreadyConfirmed)
            || _fleet.Ledger.Find(slot) is not { } held
            || !_nodes.TryGetValue(held.Node.Id, out var node))
        {
            return status;
        }

        if (!node.Containers.Add(made.ContainerId, made.SlotId, now))
        {
            // Two slots in one container: the node is wrong, and the second slot must not be handed out.
            _fleet.Release(slot, now, _commands);
            Fault(node.Id, NodeFault.Lied, now);
            return ConfirmStatus.SlotTaken;
        }

        _slots[made.SlotId] = (node, made.ContainerId);
        Discharge(node, made.ContainerId, now);
        return status;
    }

    private void Forget(string slotId)
    {
        if (_slots.Remove(slotId, out var place))
        {
            place.Node.Containers.Remove(place.Container);
        }
    }

    private static Wish WishOf(PlacementWish wish, DateTimeOffset now)
    {
        var request = new PlacementRequest
        {
            Function = new FunctionKey(wish.Function),
            Tenant = wish.Tenant,
            Need = wish.Need.ToResources(),
            Sidecar = wish.Sidecar.ToResources(),
            Image = wish.Image,
            Measured = wish.Seen is { } seen
                ? new MeasuredNeed(seen.Usual.ToResources(), seen.Variance.ToResources())
                : null,
        };
        return new Wish(new TicketId(wish.Ticket), request, now + wish.Wait);
    }
}
