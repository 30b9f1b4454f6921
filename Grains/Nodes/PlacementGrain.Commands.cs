using System.Collections.Immutable;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Contracts.Nodes;
using OrleansScaler.Platforms;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;

namespace OrleansScaler.Grains.Nodes;

/// <content>What the fleet decided, carried out.</content>
public sealed partial class PlacementGrain
{
    /// <summary>Tries to tell a function what it lost; its own checks of its slots find out later otherwise.</summary>
    private const int TellAttempts = 5;

    private static readonly TimeSpan s_tellAgainAfter = TimeSpan.FromSeconds(1);

    private void Execute(FleetCommand command)
    {
        switch (command.Kind)
        {
            case FleetCommandKind.Placed:
                Answer(Placed(command.Ticket, command.Placement.Reservation!));
                break;
            case FleetCommandKind.Refused:
                Answer(new PlacementAnswer
                {
                    Ticket = command.Ticket.Value,
                    Outcome = PlacementOutcome.Refused,
                    Shard = _shard,
                    Refusal = command.Refusal,
                    Why = command.Why,
                });
                break;
            case FleetCommandKind.OrderNode:
                _orders++;
                _background.Track(OrderAsync(command.Order), command.Order, OnOrderFault);
                break;
            case FleetCommandKind.ReleaseNode:
                // Before it is given back: whoever is lent it next may be another shard.
                Drop(command.Node);
                _background.Track(ReleaseAsync(command.Node), command.Node, OnReleaseFault);
                break;
            case FleetCommandKind.SeekRoom:
                _background.Track(SeekAsync(command), command.Function, OnSeekFault);
                break;
            case FleetCommandKind.SlotsLost:
                ForgetLost(command);
                break;
            case FleetCommandKind.MoveAway when command.Function == UnclaimedSlots.Function:
                // Whoever claims it is not asked to move: it would be the next time.
                break;
            default:
                _background.Track(MoveAsync(command), command.Function, OnTellFault);
                break;
        }
    }

    private PlacementAnswer Placed(TicketId ticket, Reservation held)
    {
        var endpoint = _nodes[held.Node.Id].Endpoint;
        return new PlacementAnswer
        {
            Ticket = ticket.Value,
            Outcome = PlacementOutcome.Placed,
            Shard = _shard,
            Reservation = held.Id.Value,
            NodeId = held.Node.Id.Value,
            Address = endpoint.Address,
            Port = endpoint.Port,
        };
    }

    /// <summary>
    /// Nobody may be asking just now: whoever asks again is told again, and what nobody asks for runs out.
    /// </summary>
    private void Answer(PlacementAnswer answer)
    {
        if (_askers.Remove(answer.Ticket, out var gathering))
        {
            gathering.Add(answer);
        }
    }

    private async Task OrderAsync(OrderId order)
    {
        var name = $"{_fleets.Incarnation}-{_shard}-o{order.Value}";
        var manager = _services.Manager!;
        var lent = await manager.ReserveNodeAsync(name, Options.Account, CancellationToken.None);
        if (lent is not { Outcome: PlatformOutcome.Ok, Node: { } offer })
        {
            LogOrderFailed(_shard, lent.Outcome, lent.Message);
            EndOrder(order, lent.Outcome == PlatformOutcome.Throttled ? OrderFailure.Exhausted : OrderFailure.Failed);
            return;
        }

        if (!_fleets.TryClaim(offer.Id, _shard))
        {
            LogLentTwice(_shard, offer.Id.Value);
            EndOrder(order, OrderFailure.Failed);
            return;
        }

        var entry = new NodeEntry(
            SpecOf(offer), offer.Endpoint, NodeOrigin.Ordered, _time.GetUtcNow());
        var reserved = _nodes.ContainsKey(offer.Id)
            ? new NodeCallResult(PlatformOutcome.Ok)
            : await _services.Connector.Connect(offer.Endpoint).ReserveAsync(
                name, Options.Account, CancellationToken.None);
        if (reserved.Outcome != PlatformOutcome.Ok)
        {
            LogNodeNotReserved(_shard, offer.Id.Value, reserved.Outcome, reserved.Message);
            EndOrder(order, OrderFailure.Failed);
            await GiveBackAsync(entry.Id);
            return;
        }

        Fill(order, entry);
    }

    private void Fill(OrderId order, NodeEntry entry)
    {
        _orders--;
        _ordersAgainAt = DateTimeOffset.MinValue;
        var joined = _fleet.OrderFilled(order, entry.Spec, _time.GetUtcNow(), _commands);
        if (joined.Status == JoinStatus.Joined)
        {
            Note(entry);
        }
        else
        {
            LogNotJoined(_shard, entry.Id.Value, joined.Problem);
        }

        _loop.Run();
    }

    private void EndOrder(OrderId order, OrderFailure failure)
    {
        var now = _time.GetUtcNow();
        _orders--;
        _ordersAgainAt = now + _fleet.Options.BackoffBase;
        _fleet.OrderFailed(order, failure, now, _commands);
        _loop.Run();
    }

    private void OnOrderFault(Exception fault, OrderId order)
    {
        LogFault(fault, _shard, $"order {order}");
        EndOrder(order, OrderFailure.Failed);
    }

    private async Task ReleaseAsync(NodeId id)
    {
        var name = $"{_fleets.Incarnation}-{_shard}-r{id}";
        var result = await _services.Manager!.ReleaseNodeAsync(name, id, CancellationToken.None);
        var now = _time.GetUtcNow();
        if (result.Outcome is PlatformOutcome.Ok or PlatformOutcome.NotFound)
        {
            _fleet.NodeReleased(id, now, _commands);
        }
        else
        {
            LogNotReleased(_shard, id.Value, result.Outcome, result.Message);
            _fleet.ReleaseFailed(id, now, _commands);
        }

        _loop.Run();
    }

    private void OnReleaseFault(Exception fault, NodeId id)
    {
        LogFault(fault, _shard, $"release of {id}");
        _fleet.ReleaseFailed(id, _time.GetUtcNow(), _commands);
        _loop.Run();
    }

    private static NodeSpec SpecOf(NodeOffer offer) => new(offer.Id, Resources.OfMemory(offer.MemoryMegabytes));

    /// <summary>A node that the fleet never heard of, so that nobody else gives it back.</summary>
    private async Task GiveBackAsync(NodeId id)
    {
        _fleets.Unclaim(id, _shard);
        var name = $"{_fleets.Incarnation}-{_shard}-b{id}";
        for (var attempt = 1; attempt <= TellAttempts && !_closing; attempt++)
        {
            var result = await _services.Manager!.ReleaseNodeAsync(name, id, CancellationToken.None);
            if (result.Outcome is PlatformOutcome.Ok or PlatformOutcome.NotFound)
            {
                return;
            }

            LogNotReleased(_shard, id.Value, result.Outcome, result.Message);
            await Task.Delay(s_tellAgainAfter * attempt, _time);
        }
    }

    private void ForgetLost(FleetCommand lost)
    {
        foreach (var slot in lost.Slots!)
        {
            Forget(slot.Value);
        }

        if (lost.Slots.Count > 0 && lost.Function != UnclaimedSlots.Function)
        {
            TellLost(lost.Function, [.. lost.Slots.Select(slot => slot.Value)]);
        }
    }

    /// <summary>Each of the function's parts is told of its own.</summary>
    private void TellLost(FunctionKey function, ImmutableArray<string> slots)
    {
        foreach (var part in PartsOf(function, slots))
        {
            _background.Track(TellLostAsync(part.Key, [.. part]), part.Key, OnTellFault);
        }
    }

    private static IEnumerable<IGrouping<FunctionKey, string>> PartsOf(
        FunctionKey function, IEnumerable<string> slots) =>
        slots.GroupBy(slot => new FunctionKey(FunctionParts.KeyOfInstance(function.Value, slot)));

    private async Task TellLostAsync(FunctionKey function, ImmutableArray<string> slots)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await GrainFactory.GetGrain<IFunctionGrain>(function.Value).SlotsLost(slots);
                return;
            }
            catch (Exception fault) when (attempt < TellAttempts && !_closing)
            {
                LogNotTold(fault, _shard, function.Value);
            }

            await Task.Delay(s_tellAgainAfter * attempt, _time);
        }
    }

    private async Task MoveAsync(FleetCommand command)
    {
        foreach (var part in PartsOf(command.Function, command.Slots!.Select(slot => slot.Value)))
        {
            await GrainFactory.GetGrain<IFunctionGrain>(part.Key.Value).ReplaceSlots([.. part]);
        }
    }

    private void OnTellFault(Exception fault, FunctionKey function) => LogNotTold(fault, _shard, function.Value);
}
