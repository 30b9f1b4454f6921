using OrleansScaler.Scheduling.Nodes.Index;
using OrleansScaler.Scheduling.Nodes.Placements;
using OrleansScaler.Scheduling.Nodes.Policies;

namespace OrleansScaler.Scheduling.Nodes;

/// <content>Slots are placed.</content>
public sealed partial class NodeLedger
{
    /// <summary>What is left is asked for any node with room; which one does not matter.</summary>
    private static readonly BestFitPolicy s_any = new();

    private readonly PlacementSearch _search = new();
    private readonly PlacementQuestion _question = new();
    private readonly RankingCache _rankings = new();

    private bool IsFull => _slots.Count + _pending.Count >= Options.MaximumSlots;

    /// <summary>
    /// Reserves room for the slots of a request: for as many as there is room for, or, where all or none are wanted,
    /// for all or none.
    /// </summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="now">The time.</param>
    /// <param name="placements">
    /// Gets one answer for each slot, first those that were placed; one alone where the request cannot be meant.
    /// </param>
    public void Reserve(PlacementRequest request, DateTimeOffset now, List<Placement> placements)
    {
        Advance(now);
        if (request.Problem is not null)
        {
            Refuse(PlacementRefusal.InvalidRequest, request, 1, placements);
            return;
        }

        Ask(request);
        var first = placements.Count;
        for (var i = 0; i < request.Count; i++)
        {
            var placement = Place();
            if (!placement.IsPlaced)
            {
                // The others of the same shape would be told the same.
                GiveBack(request, placement, first, placements);
                return;
            }

            placements.Add(placement);
        }
    }

    /// <summary>
    /// Reserves room for slots of many functions in one call. A policy that sorts batches places large slots first;
    /// others take the requests as they come. Each request is placed as far as there is room, or all or none, by
    /// itself.
    /// </summary>
    /// <param name="requests">What is asked for.</param>
    /// <param name="now">The time.</param>
    /// <param name="placements">Gets the answers, in the order of the requests, one for each of their slots.</param>
    public void Reserve(IReadOnlyList<PlacementRequest> requests, DateTimeOffset now, List<Placement> placements)
    {
        var order = Enumerable.Range(0, requests.Count);
        if (Policy.Traits.SortsBatches)
        {
            _index.Renew(Options.CreatesPerNode);
            order = order.OrderByDescending(i => SizeOf(requests[i]));
        }

        var answers = new List<Placement>[requests.Count];
        foreach (var i in order)
        {
            answers[i] = new List<Placement>(1);
            Reserve(requests[i], now, answers[i]);
        }

        placements.AddRange(answers.SelectMany(answer => answer));
    }

    /// <summary>
    /// The sum of the shares of a node: a slot of half the memory and a tenth of the CPU is larger than one of four
    /// tenths of each would be by its larger share, but not by the room that it takes away.
    /// </summary>
    private double SizeOf(PlacementRequest request)
    {
        Ask(request);
        var need = _question.Need;
        return (need.MemoryMegabytes * _question.Share.MemoryMegabytes)
            + (need.CpuMillicores * _question.Share.CpuMillicores);
    }

    private void Ask(PlacementRequest request)
    {
        _index.Renew(Options.CreatesPerNode);
        _question.Measure(_index.Unit, _index.Used, _index.Offered);
        _question.Ask(request, Policy.Traits.ChargesMeasured, Options.KeepsTenantsApart, Now);
    }

    private Placement Place()
    {
        if (FirstRefusal() is { } refusal and not PlacementRefusal.None)
        {
            return Refused(refusal);
        }

        if (Policy.Traits.ReusesRankings && _rankings.Take(_question, Policy) is { } remembered)
        {
            return Placed(remembered, scored: 0);
        }

        if (!_search.Run(_index, _index.Open, _question, Policy))
        {
            return Refused(LastRefusal());
        }

        var best = _search.Best;
        var scored = _search.Found.Count;
        if (Policy.Traits.ReusesRankings)
        {
            _rankings.Keep(_question, Policy, _search.Found);
        }

        return Placed(best, scored);
    }

    private Placement Placed(RankedNode best, int scored)
    {
        _log.Add(new PlacementRecord
        {
            At = Now,
            Function = _question.Request.Function,
            Need = _question.Need,
            Policy = Policy.Name,
            Node = best.Node.Id,
            Score = best.Score,
            Scored = scored,
        });
        return new Placement(Hold(best.Node, _question.Need));
    }

    private Reservation Hold(Node node, Resources need)
    {
        var request = _question.Request;
        var reservation = new Reservation(
            new ReservationId(_nextReservation++), node, _index.PresenceOf(request.Function))
        {
            Need = need,
            Owed = _question.Need - need,
            Variance = _question.Variance,
            Declared = request.Need,
            Sidecar = request.Sidecar,
            ExpiresAt = Now + Options.ReservedFor,
            LivesUntil = Now + request.ExpectedFor,
            Tenant = request.Tenant,
        };
        node.Add(reservation);
        _pending.Add(reservation.Id, reservation);
        _line.Add(reservation);
        Refresh(node);
        return reservation;
    }

    /// <summary>What stands against a slot before any node is looked at.</summary>
    private PlacementRefusal FirstRefusal()
    {
        if (_index.Nodes.Count == 0)
        {
            return PlacementRefusal.NoNodes;
        }

        if (!FitsSomeEmptyNode())
        {
            return PlacementRefusal.TooLargeForAnyNode;
        }

        return IsFull ? PlacementRefusal.SlotsBound : PlacementRefusal.None;
    }

    private bool FitsSomeEmptyNode()
    {
        foreach (var shape in _index.Shapes)
        {
            if (_question.Need.FitsIn(shape - LearnedUse.GuardOf(_question.Variance)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Why the search found nothing.</summary>
    private PlacementRefusal LastRefusal()
    {
        if (_search.SawOtherTenants)
        {
            return PlacementRefusal.OtherTenants;
        }

        if (_index.Open.Count + _index.Creating.Count == 0)
        {
            return _index.Nodes.Values.All(node => node.IsDraining) ? PlacementRefusal.AllDraining
                : _index.Nodes.Values.Any(node => node.IsSetAside) ? PlacementRefusal.NoRoom
                : PlacementRefusal.NoneHealthy;
        }

        return _index.Creating.Count > 0 && _search.Run(_index, _index.Creating, _question, s_any)
            ? PlacementRefusal.CreatesBound
            : PlacementRefusal.NoRoom;
    }

    private Placement Refused(PlacementRefusal refusal)
    {
        _log.Add(new PlacementRecord
        {
            At = Now,
            Function = _question.Request.Function,
            Need = _question.Need,
            Policy = Policy.Name,
            Refusal = refusal,
        });
        return new Placement(refusal, _question.Request, LargestShape());
    }

    private Resources LargestShape()
    {
        var largest = Resources.Zero;
        foreach (var shape in _index.Shapes)
        {
            largest = (shape.MemoryMegabytes, shape.CpuMillicores).CompareTo(
                (largest.MemoryMegabytes, largest.CpuMillicores)) > 0
                ? shape
                : largest;
        }

        return largest;
    }

    /// <summary>A slot of a request was refused: so are those after it, and all where all or none are wanted.</summary>
    private void GiveBack(PlacementRequest request, Placement refused, int first, List<Placement> placements)
    {
        var placed = placements.Count - first;
        if (!request.AllOrNone || placed == 0)
        {
            placements.AddRange(Enumerable.Repeat(refused, request.Count - placed));
            return;
        }

        for (var i = first; i < placements.Count; i++)
        {
            Cancel(placements[i].Reservation!.Id);
        }

        placements.RemoveRange(first, placed);
        Refuse(PlacementRefusal.NotAllFit, request, request.Count, placements);
    }

    private static void Refuse(
        PlacementRefusal refusal, PlacementRequest request, int times, List<Placement> placements) =>
        placements.AddRange(Enumerable.Repeat(new Placement(refusal, request, Resources.Zero), times));
}
