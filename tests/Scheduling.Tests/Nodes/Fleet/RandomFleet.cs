using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;
using OrleansScaler.Scheduling.Nodes.Placements;
using OrleansScaler.Scheduling.Nodes.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Nodes.Fleet;

/// <summary>
/// Random events for a fleet: wishes, creates that end well, badly or never, nodes and managers that fail and lie, late
/// and repeated answers. Keeps its own books and says where the fleet's commands contradict them.
/// </summary>
internal sealed class RandomFleet
{
    private static readonly string[] s_policies =
        ["best-fit", "first-fit", "spread", "learned-use", "equivalence-classes/best-fit", "ffd/best-fit"];

    private readonly Random _random;
    private readonly NodeFleet _fleet;
    private readonly NodeFleetOptions _options;
    private readonly List<FleetCommand> _commands = [];
    private readonly HashSet<string> _asked = [];
    private readonly HashSet<string> _answered = [];
    private readonly List<(string Ticket, ReservationId Id)> _creating = [];
    private readonly List<string> _slots = [];
    private readonly List<long> _orders = [];
    private readonly List<string> _leaving = [];
    private readonly HashSet<string> _nodes = [];
    private DateTimeOffset _now = FleetStory.T0;
    private int _named;
    private int _tickets;
    private bool _isSeeking;

    public RandomFleet(int seed)
    {
        _random = new Random(seed);
        _options = new NodeFleetOptions
        {
            MaximumNodes = _random.Next(2, 12),
            MinimumNodes = _random.Next(0, 3),
            OpeningNodes = _random.Next(1, 6),
            CanOrder = _random.Next(5) > 0,
            Consolidates = _random.Next(2) == 0,
            MaximumBypass = _random.Next(0, 8),
            MaximumWaiting = 60,
            HeadroomFraction = _random.Next(3) * 0.1,
            ReleaseAfter = TimeSpan.FromSeconds(_random.Next(0, 20)),
        };
        _fleet = new NodeFleet(
            _options,
            new NodeLedger(
                new NodeLedgerOptions
                {
                    CreatesPerNode = _random.Next(1, 6),
                    KeepsTenantsApart = _random.Next(3) == 0,
                    ReservedFor = TimeSpan.FromSeconds(8),
                },
                PlacementNames.Find(s_policies[_random.Next(s_policies.Length)]).Required));
    }

    public List<string> Violations { get; } = [];

    public List<string> Log { get; } = [];

    public int Answered => _answered.Count;

    public int Unanswered => _asked.Count - _answered.Count;

    public void Step()
    {
        _commands.Clear();
        _now = _now.AddMilliseconds(_random.Next(0, 400));
        switch (_random.Next(24))
        {
            case < 7: Ask(_random.Next(1, 4)); break;
            case < 11: EndCreate(); break;
            case < 14: ReleaseSlot(); break;
            case < 17: AnswerOrder(); break;
            case 17: JoinNode(); break;
            case 18: AnswerRelease(); break;
            case 19: Trouble(); break;
            case 20: DrainNode(); break;
            case 21: Withdraw(); break;
            case 22: AnswerSeek(); break;
            default: Tick(_random.Next(0, 6)); break;
        }

        Check();
    }

    /// <summary>No more wishes: time goes on by the fleet's own deadlines, and slots end.</summary>
    public void LetAllEnd()
    {
        for (var i = 0; i < 400 && _fleet.Waiting > 0 && Violations.Count == 0; i++)
        {
            _commands.Clear();
            Tick(0);
            Check();
            _now = _fleet.NextDeadline ?? _now;
        }
    }

    private void Ask(int count)
    {
        var wishes = Enumerable.Range(0, count).Select(_ => Wish()).ToArray();
        foreach (var wish in wishes)
        {
            _asked.Add(wish.Ticket.Value);
        }

        if (count == 1)
        {
            _fleet.Ask(wishes[0].Ticket, wishes[0].Request, wishes[0].Deadline, _now, _commands);
        }
        else
        {
            _fleet.Ask(wishes, _now, _commands);
        }
    }

    private Wish Wish()
    {
        var megabytes = _random.Next(1, 26) * 128;
        return new Wish(
            new TicketId($"t{_tickets++}"),
            new PlacementRequest
            {
                Function = new FunctionKey($"f{_random.Next(6)}"),
                Need = new Resources(megabytes, _random.Next(0, 12) * 100),
                Measured = new MeasuredNeed(new Resources(megabytes / 2, 50), new Resources(_random.Next(100), 10)),
                Tenant = $"tenant-{_random.Next(3)}",
            },
            _now.AddSeconds(_random.Next(0, 30)));
    }

    private void EndCreate()
    {
        if (_creating.Count == 0)
        {
            return;
        }

        var (ticket, id) = Take(_creating);
        switch (_random.Next(8))
        {
            case 0:
                _fleet.Cancel(id, _now, _commands);
                break;
            case 1:
                // Never ends: the reservation expires.
                break;
            default:
                if (_fleet.Confirm(id, new SlotId(ticket), _now, _commands) == ConfirmStatus.Confirmed)
                {
                    _slots.Add(ticket);
                }

                break;
        }
    }

    private void ReleaseSlot()
    {
        if (_slots.Count > 0)
        {
            var slot = _random.Next(10) == 0 ? _slots[_random.Next(_slots.Count)] : Take(_slots);
            _fleet.Release(new SlotId(slot), _now, _commands);
        }
    }

    private void AnswerOrder()
    {
        if (_orders.Count == 0)
        {
            return;
        }

        var order = new OrderId(_random.Next(12) == 0 ? _orders[0] : Take(_orders));
        if (_random.Next(5) == 0)
        {
            _fleet.OrderFailed(order, (OrderFailure)_random.Next(2), _now, _commands);
            return;
        }

        // Now and then the manager lies: a node that is here already, one on its way back, one of negative size.
        var lies = _random.Next(8) == 0;
        var name = lies && _nodes.Count > 0 ? _nodes.Order(StringComparer.Ordinal).First() : $"n{_named++}";
        Joined(name, _fleet.OrderFilled(order, Spec(name, lies && _random.Next(2) == 0), _now, _commands));
    }

    private void JoinNode()
    {
        var name = $"n{_named++}";
        Joined(name, _fleet.Join(Spec(name, false), (NodeOrigin)_random.Next(2), _now, _commands));
    }

    private void Joined(string name, JoinResult result)
    {
        if (result.Status == JoinStatus.Joined && !_nodes.Add(name))
        {
            Violations.Add($"{name} joined while it was here");
        }
    }

    private NodeSpec Spec(string name, bool isNegative) => new(
        new NodeId(name), new Resources(isNegative ? -1 : _random.Next(1, 4) * 1_536, 2_000));

    private void AnswerRelease()
    {
        if (_leaving.Count == 0)
        {
            return;
        }

        var id = new NodeId(Take(_leaving));
        if (_random.Next(3) == 0)
        {
            _fleet.ReleaseFailed(id, _now, _commands);
        }
        else
        {
            _fleet.NodeReleased(id, _now, _commands);
        }
    }

    private void Trouble()
    {
        if (_nodes.Count == 0)
        {
            return;
        }

        var id = new NodeId(Any());
        switch (_random.Next(6))
        {
            case 0:
                _nodes.Remove(id.Value);
                _fleet.Lose(id, _now, _commands);
                break;
            case 1:
                _fleet.Measured(id, new Resources(_random.Next(-200, 2_000), 100), _now);
                break;
            case 2:
                _fleet.Answered(id, _now, _commands);
                break;
            default:
                _fleet.Fault(id, (NodeFault)_random.Next(3), _now, _commands);
                break;
        }
    }

    private void DrainNode()
    {
        if (_nodes.Count > 0)
        {
            _fleet.Drain(new NodeId(Any()), _random.Next(2) == 0, _now, _commands);
        }
    }

    private void Withdraw()
    {
        var ticket = $"t{_random.Next(_tickets + 1)}";
        if (_fleet.Withdraw(new TicketId(ticket), _now, _commands))
        {
            Answer(ticket);
        }
    }

    private void AnswerSeek()
    {
        if (_isSeeking)
        {
            _isSeeking = false;
            _fleet.RoomMade(_random.Next(3), _now, _commands);
        }
    }

    private void Tick(int seconds)
    {
        _now = _now.AddSeconds(seconds);
        _fleet.Tick(_now, _commands);
        if (_fleet.NextDeadline <= _now || (_fleet.Waiting > 0 && _fleet.NextDeadline is null))
        {
            Violations.Add($"{_fleet.Waiting} wait at {_now:O} and {_fleet.NextDeadline:O} is the next deadline");
        }
    }

    private void Check()
    {
        foreach (var command in _commands)
        {
            Log.Add($"{_now:O} {command}");
            Follow(command);
        }

        Violations.AddRange(NodeFleetInvariants.Check(_fleet));
        if (_fleet.Waiting > _options.MaximumWaiting)
        {
            Violations.Add($"{_fleet.Waiting} wait; {_options.MaximumWaiting} may");
        }
    }

    private void Follow(FleetCommand command)
    {
        switch (command.Kind)
        {
            case FleetCommandKind.Placed:
                Answer(command.Ticket.Value);
                _creating.Add((command.Ticket.Value, command.Placement.Reservation!.Id));
                if (_leaving.Contains(command.Placement.Reservation.Node.Id.Value)
                    || !_nodes.Contains(command.Placement.Reservation.Node.Id.Value))
                {
                    Violations.Add($"{command} which is gone or on its way back");
                }

                break;
            case FleetCommandKind.Refused:
                Answer(command.Ticket.Value);
                if (string.IsNullOrEmpty(command.Why))
                {
                    Violations.Add($"{command} without a sentence");
                }

                break;
            case FleetCommandKind.OrderNode:
                _orders.Add(command.Order.Value);
                if (_fleet.Members.Count + _leaving.Count + _fleet.OrdersUnderWay > _options.MaximumNodes)
                {
                    Violations.Add($"{command} beyond {_options.MaximumNodes} nodes");
                }

                break;
            case FleetCommandKind.ReleaseNode:
                _nodes.Remove(command.Node.Value);
                _leaving.Add(command.Node.Value);
                break;
            case FleetCommandKind.SeekRoom:
                _isSeeking = true;
                break;
        }

        if (command.Kind == FleetCommandKind.SlotsLost)
        {
            _nodes.Remove(command.Node.Value);
        }
    }

    private void Answer(string ticket)
    {
        if (!_asked.Contains(ticket) || !_answered.Add(ticket))
        {
            Violations.Add($"{ticket} was answered twice, or never asked");
        }
    }

    private string Any()
    {
        var nodes = _nodes.Order(StringComparer.Ordinal).ToArray();
        return nodes[_random.Next(nodes.Length)];
    }

    private T Take<T>(List<T> list)
    {
        var i = _random.Next(list.Count);
        var item = list[i];
        list.RemoveAt(i);
        return item;
    }
}
