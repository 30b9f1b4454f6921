using System.Diagnostics;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Placements;
using OrleansScaler.Scheduling.Nodes.Policies;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Simulation.Randomness;
using OrleansScaler.Simulation.Scorecards;

namespace OrleansScaler.Cli.Place;

/// <summary>
/// Steady churn on one ledger: slots of 1,000 functions are placed and confirmed, and random ones released so that four
/// fifths of the nodes stay in use. One thread; a placement's time is that of its reservation and confirmation.
/// </summary>
internal sealed class ChurnRun
{
    private const double Fill = 0.8;
    private const int Functions = 1_000;
    private const int ImagesPerNode = 16;
    private const int Turns = 10;

    /// <summary>Unmeasured, so that the runtime has compiled what is measured.</summary>
    private const int WarmupRounds = 200_000;

    private static readonly Resources s_node = new(4_096, 2_000);

    private readonly int _nodes;
    private readonly NodeLedger _ledger;
    private readonly PlacementRequest[] _requests;
    private readonly List<SlotId> _live = [];
    private readonly Stack<SlotId> _names = new();
    private readonly List<Placement> _placements = [];
    private readonly List<double> _rates = [];
    private SeededRandom _random;
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;
    private LatencyHistogram _times = new();
    private long _placed;
    private long _tooLarge;
    private long _noRoom;
    private Resources _used;

    public ChurnRun(int nodes, IPlacementPolicy policy, int seed)
    {
        _nodes = nodes;
        _random = SeededRandom.For((ulong)seed, (ulong)nodes, 0);
        _ledger = new NodeLedger(new NodeLedgerOptions(), policy);
        _requests = [.. Enumerable.Range(0, Functions).Select(Request)];
        for (var i = 0; i < nodes; i++)
        {
            var images = Enumerable.Range(0, ImagesPerNode).Select(_ => $"f{Draw(Functions)}");
            _ledger.AddNode(new NodeSpec(new NodeId($"node-{i:00000}"), s_node) { Images = [.. images] });
        }
    }

    private double FillNow => Math.Max(
        _used.MemoryMegabytes / s_node.MemoryMegabytes, _used.CpuMillicores / s_node.CpuMillicores) / _nodes;

    /// <summary>
    /// Measures several in turns, a tenth of the time each, so that whatever else the machine does falls on all alike;
    /// of the ten rates the median counts.
    /// </summary>
    /// <param name="runs">The runs.</param>
    /// <param name="length">How long each is measured.</param>
    public static IReadOnlyList<ChurnFigures> RunAll(IReadOnlyList<ChurnRun> runs, TimeSpan length)
    {
        foreach (var run in runs)
        {
            run.WarmUp();
        }

        for (var turn = 0; turn < Turns; turn++)
        {
            foreach (var run in runs)
            {
                run.Measure(length / Turns);
            }
        }

        return [.. runs.Select(run => run.Figures())];
    }

    private void WarmUp()
    {
        for (var i = 0; i < WarmupRounds + (10 * _nodes); i++)
        {
            Round();
        }

        _times = new LatencyHistogram();
        (_placed, _tooLarge, _noRoom) = (0, 0, 0);
    }

    private void Measure(TimeSpan length)
    {
        var before = _placed;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < length)
        {
            for (var i = 0; i < 1_000; i++)
            {
                Round();
            }
        }

        _rates.Add((_placed - before) / watch.Elapsed.TotalSeconds);
    }

    private ChurnFigures Figures()
    {
        double asked = _placed + _tooLarge + _noRoom;
        return new ChurnFigures
        {
            Nodes = _nodes,
            Placements = _placed,
            PlacementsPerSecond = _rates.Order().ElementAt(_rates.Count / 2),
            P50Us = _times.Percentile(0.50).TotalMicroseconds,
            P99Us = _times.Percentile(0.99).TotalMicroseconds,
            MaxUs = _times.Maximum.TotalMicroseconds,
            TooLargeShare = _tooLarge / asked,
            NoRoomShare = _noRoom / asked,
            Slots = _ledger.Slots,
            Fill = FillNow,
        };
    }

    private void Round()
    {
        _now += TimeSpan.FromMilliseconds(1);
        while (FillNow >= Fill)
        {
            ReleaseOne();
        }

        var request = _requests[Draw(Functions)];
        var slot = _names.TryPop(out var name) ? name : new SlotId($"slot-{_live.Count:000000}");
        var began = Stopwatch.GetTimestamp();
        _placements.Clear();
        _ledger.Reserve(request, _now, _placements);
        if (_placements[0].Reservation is { } reservation)
        {
            _ledger.Confirm(reservation.Id, slot, _now);
            _times.Add(Stopwatch.GetElapsedTime(began));
            _used += reservation.Need;
            _live.Add(slot);
            _placed++;
            return;
        }

        _names.Push(slot);
        _tooLarge += _placements[0].Refusal == PlacementRefusal.TooLargeForAnyNode ? 1 : 0;
        _noRoom += _placements[0].Refusal == PlacementRefusal.NoRoom ? 1 : 0;
    }

    private void ReleaseOne()
    {
        var place = Draw(_live.Count);
        var slot = _live[place];
        _live[place] = _live[^1];
        _live.RemoveAt(_live.Count - 1);
        _used -= _ledger.Find(slot)!.Need;
        _ledger.Release(slot);
        _names.Push(slot);
    }

    /// <summary>Half of what is declared is used, give or take a twentieth, for 1 to 60 min.</summary>
    private PlacementRequest Request(int number)
    {
        var need = SlotShapes.Draw(ref _random);
        var deviation = need * 0.05;
        return new PlacementRequest
        {
            Function = new FunctionKey($"f{number}"),
            Need = need,
            Image = $"f{number}",
            ExpectedFor = TimeSpan.FromMinutes(1 + Draw(60)),
            Measured = new MeasuredNeed(
                need * 0.5,
                new Resources(
                    deviation.MemoryMegabytes * deviation.MemoryMegabytes,
                    deviation.CpuMillicores * deviation.CpuMillicores)),
        };
    }

    private int Draw(int below) => (int)(_random.NextUnit() * below);
}
