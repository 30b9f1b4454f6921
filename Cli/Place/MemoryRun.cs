using System.Diagnostics;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Placements;
using OrleansScaler.Scheduling.Nodes.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Cli.Place;

/// <summary>Fills a ledger with ten slots a node, of as many functions as nodes, and weighs it.</summary>
internal static class MemoryRun
{
    private const int SlotsPerNode = 10;
    private const double BytesPerMegabyte = 1 << 20;

    public static MemoryFigures Run(int nodes, IPlacementPolicy policy)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var ledger = new NodeLedger(new NodeLedgerOptions(), policy);
        for (var i = 0; i < nodes; i++)
        {
            ledger.AddNode(new NodeSpec(new NodeId($"node-{i:00000}"), new Resources(4_096, 2_000)));
        }

        var placements = new List<Placement>();
        for (var i = 0; i < nodes * SlotsPerNode; i++)
        {
            var request = new PlacementRequest
            {
                Function = new FunctionKey($"f{i % nodes}"),
                Need = new Resources(4_096.0 / SlotsPerNode, 2_000.0 / SlotsPerNode) * 0.99,
            };
            placements.Clear();
            ledger.Reserve(request, DateTimeOffset.UnixEpoch, placements);
            if (placements[0].Reservation is { } reservation)
            {
                ledger.Confirm(reservation.Id, new SlotId($"slot-{i:000000}"), DateTimeOffset.UnixEpoch);
            }
        }

        var after = GC.GetTotalMemory(forceFullCollection: true);
        using var process = Process.GetCurrentProcess();
        return new MemoryFigures(
            nodes, ledger.Slots, (after - before) / BytesPerMegabyte, process.PeakWorkingSet64 / BytesPerMegabyte);
    }
}
