using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Placements;
using OrleansScaler.Scheduling.Nodes.Policies;
using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Cli.Place;

/// <summary>
/// How few nodes hold many slots: CPU uniform from 50 to 1,000 millicores, memory uniform from 64 to 2,048 MB, nodes of
/// 2,000 millicores and 3,840 MB. The lower bound is the larger of both sums, in nodes.
/// </summary>
internal sealed class PackRun
{
    /// <summary>Batches are tried on up to so many times the lower bound.</summary>
    private const double MostNodes = 1.5;

    private static readonly Resources s_node = new(3_840, 2_000);

    private readonly PlacementRequest[] _requests;
    private readonly int _lowerBound;

    public PackRun(int slots, ulong seed)
    {
        var random = new SeededRandom(seed);
        _requests = new PlacementRequest[slots];
        var sum = Resources.Zero;
        for (var i = 0; i < slots; i++)
        {
            var need = new Resources(64 + (random.NextUnit() * (2_048 - 64)), 50 + (random.NextUnit() * (1_000 - 50)));
            _requests[i] = new PlacementRequest { Function = new FunctionKey($"f{i}"), Need = need };
            sum += need;
        }

        _lowerBound = (int)Math.Ceiling(Math.Max(
            sum.MemoryMegabytes / s_node.MemoryMegabytes, sum.CpuMillicores / s_node.CpuMillicores));
    }

    /// <summary>Every policy on the same slots, seed after seed.</summary>
    public static IEnumerable<PackFigures> RunAll(IReadOnlyList<string> policies, int slots, int seeds, int seed)
    {
        var runs = Enumerable.Range(seed, seeds).Select(each => new PackRun(slots, (ulong)each)).ToArray();
        foreach (var name in policies)
        {
            var policy = PlacementNames.Find(name).Required;
            var sorted = policy.Traits.SortsBatches ? policy : new LargestFirstPolicy(policy);
            var online = runs.Select(run => run.Online(policy)).ToArray();
            var batch = runs.Select(run => run.Batch(sorted)).ToArray();
            yield return new PackFigures(name, online.Average(), online.Max(), batch.Average(), batch.Max());
        }
    }

    /// <summary>One slot after another; a node more when there is no room.</summary>
    public double Online(IPlacementPolicy policy)
    {
        var ledger = LedgerOf(0, policy);
        var placements = new List<Placement>();
        var nodes = 0;
        foreach (var request in _requests)
        {
            placements.Clear();
            ledger.Reserve(request, DateTimeOffset.UnixEpoch, placements);
            if (!placements[0].IsPlaced)
            {
                Add(ledger, nodes++);
                ledger.Reserve(request, DateTimeOffset.UnixEpoch, placements);
            }
        }

        return (double)nodes / _lowerBound;
    }

    /// <summary>All in one call, on the fewest nodes found on which all have room.</summary>
    public double Batch(IPlacementPolicy policy)
    {
        var (tooFew, enough) = (_lowerBound - 1, (int)(_lowerBound * MostNodes));
        while (enough - tooFew > 1)
        {
            var middle = (tooFew + enough) / 2;
            (tooFew, enough) = Fits(middle, policy) ? (tooFew, middle) : (middle, enough);
        }

        return (double)enough / _lowerBound;
    }

    private bool Fits(int nodes, IPlacementPolicy policy)
    {
        var placements = new List<Placement>(_requests.Length);
        LedgerOf(nodes, policy).Reserve(_requests, DateTimeOffset.UnixEpoch, placements);
        return placements.TrueForAll(placement => placement.IsPlaced);
    }

    private static NodeLedger LedgerOf(int nodes, IPlacementPolicy policy)
    {
        // Slots are not confirmed here: creates must not bound what is packed.
        var ledger = new NodeLedger(new NodeLedgerOptions { CreatesPerNode = int.MaxValue }, policy);
        for (var i = 0; i < nodes; i++)
        {
            Add(ledger, i);
        }

        return ledger;
    }

    private static void Add(NodeLedger ledger, int number) =>
        ledger.AddNode(new NodeSpec(new NodeId($"node-{number:00000}"), s_node));
}
