using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Placements;
using OrleansScaler.Scheduling.Nodes.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Nodes;

/// <summary>
/// Tells a ledger's story in short lines. Nodes are of 4,096 MB and 2,000 millicores unless told otherwise.
/// </summary>
internal sealed class LedgerStory(string policy = "best-fit", NodeLedgerOptions? options = null)
{
    private int _slots;

    public NodeLedger Ledger { get; } = new(options ?? new NodeLedgerOptions(), PlacementNames.Find(policy).Required);

    public static DateTimeOffset T0 { get; } = new(2023, 7, 1, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now { get; set; } = T0;

    public static PlacementRequest Request(double megabytes, double millicores, string function = "f") =>
        new() { Function = new FunctionKey(function), Need = new Resources(megabytes, millicores) };

    public LedgerStory With(params string[] nodes)
    {
        foreach (var node in nodes)
        {
            With(node, 4_096, 2_000);
        }

        return this;
    }

    public LedgerStory With(string node, double megabytes, double millicores)
    {
        var spec = new NodeSpec(new NodeId(node), new Resources(megabytes, millicores));
        Assert.Equal(JoinStatus.Joined, Ledger.AddNode(spec).Status);
        return this;
    }

    /// <summary>A slot of another function stands on a node.</summary>
    public LedgerStory Fill(string node, double megabytes, double millicores, string function = "other")
    {
        var status = Ledger.Adopt(
            new SlotId($"filled-{_slots++}"), new NodeId(node), Request(megabytes, millicores, function), Now);
        Assert.Equal(AdoptStatus.Adopted, status);
        return this;
    }

    public Node Node(string id) => Ledger.Find(new NodeId(id))!;

    public List<Placement> Reserve(PlacementRequest request)
    {
        var placements = new List<Placement>();
        Ledger.Reserve(request, Now, placements);
        Assert.Empty(NodeLedgerInvariants.Check(Ledger));
        return placements;
    }

    public Placement Reserve(double megabytes, double millicores, string function = "f") =>
        Assert.Single(Reserve(Request(megabytes, millicores, function)));

    /// <summary>Where a slot of so much goes; the refusal where it goes nowhere.</summary>
    public string Place(PlacementRequest request)
    {
        var placement = Assert.Single(Reserve(request));
        return placement.Reservation?.Node.Id.Value ?? placement.Refusal.ToString();
    }

    public ConfirmStatus Confirm(Placement placement, string slot) =>
        Ledger.Confirm(placement.Reservation!.Id, new SlotId(slot), Now);
}
