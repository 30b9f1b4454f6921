using OrleansScaler.Scheduling.Nodes.Fleet.Line;
using OrleansScaler.Scheduling.Nodes.Fleet.Orders;
using OrleansScaler.Scheduling.Nodes.Placements;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <content>Wishes get room, or wait for it.</content>
public sealed partial class NodeFleet
{
    /// <summary>A wish that costs nothing would let its function take everything.</summary>
    private const double LeastCost = 1e-6;

    private readonly PriorityQueue<WishFlow, WishFlow> _turns = new();
    private readonly HashSet<SlotNeed> _refused = [];
    private readonly List<Node> _freed = [];
    private bool _looksAtAll;

    /// <summary>A node has more room than before, or may begin another create.</summary>
    private void Freed(Node node)
    {
        Refresh(node);
        _estimate.Forget();
        if (_line.Count > 0)
        {
            _freed.Add(node);
        }
    }

    /// <summary>A create has ended well: only where it was one of as many as may be, another may begin.</summary>
    private void Created(Node node)
    {
        if (node.StartingCreates == Ledger.Options.CreatesPerNode - 1)
        {
            Freed(node);
        }
    }

    private void LookAtAll()
    {
        _looksAtAll = true;
        _estimate.Forget();
    }

    /// <summary>Largest first, or the first of each function, then the second of each, and so on.</summary>
    private IEnumerable<Wish> InOrder(IReadOnlyList<Wish> wishes)
    {
        if (Ledger.Policy.Traits.SortsBatches)
        {
            return wishes.OrderByDescending(wish => SizeOf(wish.Request.Whole));
        }

        return wishes
            .GroupBy(wish => wish.Request.Function)
            .SelectMany(function => function.Select((wish, turn) => (Wish: wish, Turn: turn)))
            .OrderBy(turn => turn.Turn)
            .Select(turn => turn.Wish);
    }

    private double SizeOf(Resources need)
    {
        var (memory, cpu) = Options.ExpectedOffer;
        return (memory > 0 ? need.MemoryMegabytes / memory : 0) + (cpu > 0 ? need.CpuMillicores / cpu : 0);
    }

    private double CostOf(Resources need) => Math.Max(Shares.Larger(need, Options.ExpectedOffer), LeastCost);

    /// <summary>A wish comes: it gets its answer, or a place in line.</summary>
    private void Take(Wish wish, List<FleetCommand> commands)
    {
        if (_line.Find(wish.Ticket) is not null)
        {
            return;
        }

        if (Standing(wish.Ticket) is { } standing)
        {
            commands.Add(FleetCommand.Placed(wish.Ticket, new Placement(standing)));
            return;
        }

        if (Problem(wish) is { } refused)
        {
            commands.Add(refused);
            return;
        }

        var function = wish.Request.Function;
        var answer = default(Placement);
        if (!_line.Waits(function) && TryPlace(wish, out answer, commands))
        {
            if (_line.Count > 0)
            {
                _line.ServeAtOnce(function, CostOf(answer.Reservation!.Need));
            }

            return;
        }

        Wait(wish, answer, commands);
    }

    /// <summary>What the ticket was given before, and still holds; null when nothing.</summary>
    private Reservation? Standing(TicketId ticket) =>
        _tickets.Find(ticket) ?? Ledger.Find(new SlotId(ticket.Value));

    private FleetCommand? Problem(Wish wish) =>
        _isClosed ? Refusals.Closed(wish)
        : wish.Request.Problem is not null || wish.Request.Count != 1 ? Refusals.Invalid(wish)
        : wish.Deadline <= _now ? Refusals.NotInTime(wish)
        : null;

    private void Wait(Wish wish, Placement answer, List<FleetCommand> commands)
    {
        var need = SlotNeed.Of(wish.Request, Ledger);
        if (!FitsSomeNode(need))
        {
            commands.Add(Refusals.TooLarge(wish, need, [.. Ledger.Index.Shapes], Orderable));
        }
        else if (_line.Count >= Options.MaximumWaiting)
        {
            commands.Add(Refusals.LineFull(wish, _line.Count));
        }
        else
        {
            var waiting = _line.Add(wish, need);
            if (answer.Refusal != PlacementRefusal.None)
            {
                waiting.Refused(answer, _placements);
            }

            _headroom.Saw(need.Need, _now);
            _estimate.Add(need);
            _mayNeedMore = true;
        }
    }

    /// <summary>
    /// Whether an empty node, here or orderable, has room for it; unknown where there may yet come any.
    /// </summary>
    private bool FitsSomeNode(SlotNeed need) =>
        Orderable is { } shape && need.FitsEmpty(shape)
        || Ledger.Index.Shapes.Any(need.FitsEmpty)
        || (Orderable is null && Ledger.Index.Shapes.Count == 0);

    private bool TryPlace(Wish wish, out Placement answer, List<FleetCommand> commands)
    {
        _answers.Clear();
        Ledger.Reserve(wish.Request, _now, _answers);
        answer = _answers[0];
        if (answer.Reservation is not { } reservation)
        {
            return false;
        }

        _placements++;
        _tickets.Add(wish.Ticket, reservation);
        _headroom.Saw(reservation.Need, _now);
        _estimate.Forget();
        Refresh(reservation.Node);
        commands.Add(FleetCommand.Placed(wish.Ticket, answer));
        return true;
    }

    /// <summary>Takes a wish out of the line that gets no room here.</summary>
    private void TakeOut(WaitingWish wish)
    {
        if (_kept.For == wish)
        {
            EndKept();
        }

        // The next of its function was not asked for yet.
        LookAtAll();
        _line.Remove(wish);
    }

    private void EndKept()
    {
        if (_kept.On is { } node)
        {
            _kept.End();
            Freed(node);
        }
    }

    private void RefuseLate(List<FleetCommand> commands)
    {
        while (_line.Late(_now) is { } late)
        {
            TakeOut(late);
            commands.Add(Refusals.Late(late));
        }
    }

    /// <summary>
    /// Places what fits, functions in turn. Only heads that fit on a node with more room than before are asked for:
    /// the others would be told what they were told.
    /// </summary>
    private void Dispatch(List<FleetCommand> commands)
    {
        if (_line.Count == 0)
        {
            EndKept();
        }

        ServeKept(commands);
        while (_line.Count > 0 && (_looksAtAll || _freed.Count > 0))
        {
            foreach (var flow in _line.Backlogged)
            {
                if (_looksAtAll || MayFit(flow.Head!))
                {
                    _turns.Enqueue(flow, flow);
                }
            }

            // Whoever room was kept for may get another node now, and then frees the one that was kept.
            _freed.Clear();
            _looksAtAll = false;
            TakeTurns(commands);
        }

        _freed.Clear();
        _looksAtAll = false;
        _kept.Look(_line, _placements);
    }

    private bool MayFit(WaitingWish head)
    {
        // A head that was never asked for: it waited behind another of its function.
        if (head.RefusedAt is null || head.Answer.Refusal == PlacementRefusal.SlotsBound)
        {
            return true;
        }

        foreach (var node in _freed)
        {
            if (head.Need.FitsOn(node))
            {
                return true;
            }
        }

        return false;
    }

    private void TakeTurns(List<FleetCommand> commands)
    {
        while (_turns.TryDequeue(out var flow, out _))
        {
            if (TryServe(flow.Head!, commands) && flow.Head is not null)
            {
                _turns.Enqueue(flow, flow);
            }
        }

        _refused.Clear();
    }

    private bool TryServe(WaitingWish wish, List<FleetCommand> commands)
    {
        // Placing takes room away, so that what was refused to one of its kind is refused to it.
        if (_refused.Contains(wish.Need) && wish.RefusedAt is not null)
        {
            return false;
        }

        if (TryPlace(wish.Wish, out var answer, commands))
        {
            if (_kept.For == wish)
            {
                EndKept();
            }

            _line.Serve(wish, CostOf(answer.Reservation!.Need));
            return true;
        }

        wish.Refused(answer, _placements);
        _refused.Add(wish.Need);
        return false;
    }

    private void ServeKept(List<FleetCommand> commands)
    {
        if (_kept.IsSpoilt)
        {
            EndKept();
        }

        for (var i = 0; i < _freed.Count; i++)
        {
            if (_kept.Consider(_freed[i]) is { } other)
            {
                Freed(other);
            }
        }

        if (_kept is { IsEnough: true, For: { } wish })
        {
            EndKept();
            TryServe(wish, commands);
            _refused.Clear();
        }
    }
}
