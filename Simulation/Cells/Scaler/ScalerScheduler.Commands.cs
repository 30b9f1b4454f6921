using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;
using OrleansScaler.Scheduling.Nodes.Placements;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Simulation.Cells.Scaler;

/// <content>What pools and fleet decided, carried out.</content>
internal sealed partial class ScalerScheduler
{
    private readonly Dictionary<long, Create> _creates = [];
    private readonly Dictionary<string, Create> _wishes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Removal> _removals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ScalerFunction> _places = new(StringComparer.Ordinal);
    private long _tags;

    /// <summary>
    /// What a pool decided, and what the fleet decided because of it; each may lead to more of the other.
    /// </summary>
    private void Obey(ScalerFunction function)
    {
        ObeyPool(function);
        ObeyFleet();
    }

    private void ObeyPool(ScalerFunction function)
    {
        for (var i = 0; i < _pool.Count; i++)
        {
            Obey(function, _pool[i]);
        }

        _pool.Clear();
    }

    private void ObeyFleet()
    {
        while (_nodes.Count > 0)
        {
            var next = _nodes[0];
            _nodes.RemoveAt(0);
            Obey(next);
        }

        Arm();
    }

    private void Obey(ScalerFunction function, in PoolCommand command)
    {
        switch (command.Kind)
        {
            case PoolCommandKind.Grant:
                _cell.Grant(command.Request, command.Slot!.PlatformSlotId!);
                break;
            case PoolCommandKind.Create:
                Wish(function, command.Slot!);
                break;
            case PoolCommandKind.Destroy:
                Remove(function, command.Slot!);
                break;
            case PoolCommandKind.Reject:
                _cell.Refuse(command.Request, RefusalOf(command.Reason));
                break;
            default:
                throw new InvalidOperationException($"no such command: {command.Kind}");
        }
    }

    private void Obey(in FleetCommand command)
    {
        switch (command.Kind)
        {
            case FleetCommandKind.Placed:
                Make(command.Ticket, command.Placement.Reservation!);
                break;
            case FleetCommandKind.Refused:
                Fail(command);
                break;
            case FleetCommandKind.OrderNode:
                _cell.ReserveNode(command.Order.Value);
                break;
            case FleetCommandKind.ReleaseNode:
                _cell.ReleaseNode(command.Node);
                break;
            case FleetCommandKind.SeekRoom:
                SeekRoom(command);
                break;
            case FleetCommandKind.MoveAway:
                MoveAway(command);
                break;
            case FleetCommandKind.SlotsLost:
            default:
                throw new InvalidOperationException($"nothing in this cell leads to {command}");
        }
    }

    private void Wish(ScalerFunction function, Slot slot)
    {
        var spec = function.Spec;
        var request = new PlacementRequest
        {
            Function = spec.Key,
            Need = Resources.OfMemory(slot.MemoryMegabytes),
            Measured = function.Learning.Charge,
            Image = spec.Key.Value,
        };
        var ticket = new TicketId(slot.Id.Value);
        _wishes.Add(ticket.Value, new Create(function, slot, null!));
        _fleet.Ask(ticket, request, _cell.Now + _settings.LongestPlacement, _cell.Now, _nodes);
    }

    private void Make(TicketId ticket, Reservation reservation)
    {
        _wishes.Remove(ticket.Value, out var wish);
        var tag = ++_tags;
        _creates.Add(tag, wish with { Reservation = reservation });
        _cell.CreateContainer(reservation.Node.Id, wish.Function.Spec, tag);
    }

    private void Fail(in FleetCommand command)
    {
        _wishes.Remove(command.Ticket.Value, out var wish);
        var isHopeless = command.Placement.Refusal == PlacementRefusal.TooLargeForAnyNode;
        wish.Function.Pool.SlotFailed(
            wish.Slot.Id, isHopeless ? StartFailure.Refused : StartFailure.Transient, _cell.Now, _pool);
        ObeyPool(wish.Function);
    }

    private void Remove(ScalerFunction function, Slot slot)
    {
        var container = slot.PlatformSlotId!;
        function.Forget(container);
        _places.Remove(container);
        _removals.Add(container, new Removal(function, slot));
        _cell.RemoveContainer(slot.Location!.Node, container);
    }

    private void MoveAway(in FleetCommand command)
    {
        var function = _byKey[command.Function];
        foreach (var slot in command.Slots!)
        {
            function.Pool.Replace(slot, _cell.Now, _pool);
        }

        ObeyPool(function);
    }

    private static CellRefusal RefusalOf(Reason reason) => reason switch
    {
        Reason.WaitersBound or Reason.SlotsBound => CellRefusal.Exhausted,
        Reason.WaitDeadline => CellRefusal.TooLate,
        _ => CellRefusal.Broken,
    };

    /// <summary>A slot that is being made. The reservation is there once the fleet has placed it.</summary>
    private readonly record struct Create(ScalerFunction Function, Slot Slot, Reservation Reservation);

    private readonly record struct Removal(ScalerFunction Function, Slot Slot);
}
