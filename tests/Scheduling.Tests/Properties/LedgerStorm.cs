using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Placements;
using OrleansScaler.Scheduling.Nodes.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Properties;

/// <summary>
/// Drives one ledger through random events, and demands after each what must always hold. The same policy and seed are
/// the same storm.
/// </summary>
internal sealed class LedgerStorm
{
    private readonly Random _random;
    private readonly NodeLedger _ledger;
    private readonly string _policy;
    private readonly int _seed;
    private readonly List<ReservationId> _reserved = [];
    private readonly List<SlotId> _slots = [];
    private DateTimeOffset _now = new(2023, 7, 1, 0, 0, 0, TimeSpan.Zero);
    private int _events;

    public LedgerStorm(string policy, int seed)
    {
        (_policy, _seed, _random) = (policy, seed, new Random(seed));
        var options = new NodeLedgerOptions
        {
            CreatesPerNode = 1 + _random.Next(6),
            KeepsTenantsApart = _random.Next(3) == 0,
            MaximumNodes = 40,
            MaximumSlots = 300,
            ImagesPerNode = 3,
        };
        _ledger = new NodeLedger(options, PlacementNames.Find(policy).Required);
    }

    /// <summary>Stands for every answer in order: equal storms have equal prints.</summary>
    public ulong Print { get; private set; } = 14_695_981_039_346_656_037;

    public HashSet<PlacementRefusal> Refusals { get; } = [];

    public LedgerStorm Run(int events)
    {
        for (_events = 0; _events < events; _events++)
        {
            var what = Happen(_random.Next(100));
            var wrong = NodeLedgerInvariants.Check(_ledger);
            if (wrong.Count > 0)
            {
                throw new StormException(
                    $"policy {_policy}, seed {_seed}, event {_events} ({what}): {string.Join("; ", wrong)}");
            }
        }

        return this;
    }

    private string Happen(int dice) => dice switch
    {
        < 4 => Adopt(),
        < 45 => Reserve(),
        < 62 => Confirm(),
        < 67 => Cancel(),
        < 78 => Release(),
        < 84 => Tick(),
        < 91 => AddNode(),
        < 93 => RemoveNode(),
        < 96 => Drain(),
        < 98 => Look(),
        _ => Change(),
    };

    private string Reserve()
    {
        var request = new PlacementRequest
        {
            Function = new FunctionKey($"f{_random.Next(8)}"),
            Need = new Resources(_random.Next(1_500), _random.Next(900) / 3.0),
            Sidecar = new Resources(_random.Next(40), 0),
            Count = _random.Next(6) == 0 ? _random.Next(12) : 1,
            AllOrNone = _random.Next(2) == 0,
            Tenant = $"t{_random.Next(2)}",
            Image = _random.Next(2) == 0 ? $"i{_random.Next(4)}" : null,
            ExpectedFor = _random.Next(2) == 0 ? TimeSpan.FromSeconds(_random.Next(600)) : null,
            Measured = _random.Next(2) == 0
                ? new MeasuredNeed(
                    new Resources(_random.Next(800), _random.Next(300)), new Resources(_random.Next(900), 4))
                : null,
        };
        var placements = new List<Placement>();
        if (_random.Next(10) == 0)
        {
            _ledger.Reserve([request, request with { Need = request.Need * 2 }], _now, placements);
        }
        else
        {
            _ledger.Reserve(request, _now, placements);
        }

        foreach (var placement in placements)
        {
            Refusals.Add(placement.Refusal);
            Note(placement.Reservation?.Node.Id.Value ?? placement.Why);
            if (placement.Reservation is { } reservation)
            {
                _reserved.Add(reservation.Id);
            }
        }

        return "reserve";
    }

    private string Confirm()
    {
        if (Pick(_reserved) is { } id)
        {
            // At times for a slot that another reservation stands for, and at times twice.
            var slot = _random.Next(20) == 0 && _slots.Count > 0 ? _slots[0] : new SlotId($"s{id.Value}");
            Note(_ledger.Confirm(id, slot, _now).ToString());
            _slots.Add(slot);
        }

        return "confirm";
    }

    private string Cancel()
    {
        Note(Pick(_reserved) is { } id && _ledger.Cancel(id) ? "cancelled" : "unknown");
        return "cancel";
    }

    private string Release()
    {
        Note(Pick(_slots) is { } slot && _ledger.Release(slot) ? "released" : "unknown");
        return "release";
    }

    /// <summary>
    /// Something is found on a node, at times more than it has room for, at times what was unclaimed.
    /// </summary>
    private string Adopt()
    {
        var (slot, need) = (new SlotId($"a{_events}"), new Resources(_random.Next(2_000), _random.Next(900)));
        var known = new PlacementRequest
        {
            Function = new FunctionKey($"f{_random.Next(8)}"),
            Need = need,
            Tenant = $"t{_random.Next(2)}",
        };
        var request = _random.Next(2) == 0 ? UnclaimedSlots.Of(need) : known;
        Note(_ledger.Adopt(slot, Node(), request, _now, _random.Next(3) == 0 ? Pick(_slots) : null).ToString());
        _slots.Add(slot);
        return "adopt";
    }

    private string Tick()
    {
        _now += TimeSpan.FromSeconds(_random.Next(20) - 2);
        var expired = new List<Reservation>();
        _ledger.Tick(_now, expired);
        expired.ForEach(reservation => Note(reservation.ToString()));
        Assert.False(_ledger.NextDeadline <= _ledger.Now);
        return "tick";
    }

    private string AddNode()
    {
        var size = _random.Next(3) == 0
            ? new Resources(2_048 + _random.Next(4_096), 3_000)
            : new Resources(4_096, 2_000);
        var spec = new NodeSpec(Node(), size) { AgentOverhead = new Resources(64, 20), Images = ["i0", "i0"] };
        Note(_ledger.AddNode(spec).Status.ToString());
        return $"add {spec.Id}";
    }

    private string RemoveNode()
    {
        var removal = _ledger.RemoveNode(Node());
        Note($"{removal.WasHere} {removal.Lost.Sum(lost => lost.Slots.Count + lost.Reservations.Count)}");
        return "remove";
    }

    private string Drain()
    {
        Note(_ledger.Drain(Node(), _random.Next(2) == 0).ToString());
        Note(_ledger.SetHealth(Node(), (NodeHealth)_random.Next(3)).ToString());
        return "drain";
    }

    private string Look()
    {
        Note(_ledger.SetMeasuredUse(Node(), new Resources(_random.Next(4_096) - 10, _random.Next(2_000))).ToString());
        Note(_ledger.AddImage(Node(), $"i{_random.Next(6)}").ToString());
        return "look";
    }

    /// <summary>Another policy for a while, which needs other indexes; slots go before anybody asks it.</summary>
    private string Change()
    {
        _ledger.Use(PlacementNames.Find(_random.Next(2) == 0 ? _policy : "spread").Required);
        return Release();
    }

    private NodeId Node() => new($"n{_random.Next(30)}");

    private T? Pick<T>(List<T> list)
        where T : struct => list.Count == 0 ? null : list[_random.Next(list.Count)];

    private void Note(string answer)
    {
        foreach (var letter in answer)
        {
            Print = (Print ^ letter) * 1_099_511_628_211;
        }
    }
}
