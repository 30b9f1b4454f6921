using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;
using OrleansScaler.Scheduling.Nodes.Placements;
using OrleansScaler.Scheduling.Nodes.Policies;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Nodes.Fleet;

/// <summary>
/// Tells a fleet's story in short lines. Nodes are of 3,072 MB and 2,000 millicores unless told otherwise; wishes have
/// 30 s. Every line gives the commands it led to, as text.
/// </summary>
internal sealed class FleetStory
{
    private readonly List<FleetCommand> _commands = [];

    public FleetStory(NodeFleetOptions? options = null, NodeLedgerOptions? ledger = null, string policy = "best-fit")
    {
        // Without headroom and a minimum, unless a test is about them, every order has its wish.
        var bounds = options ?? Plain;
        Fleet = new NodeFleet(
            bounds, new NodeLedger(ledger ?? new NodeLedgerOptions(), PlacementNames.Find(policy).Required));
    }

    public static NodeFleetOptions Plain { get; } = new() { MinimumNodes = 0, HeadroomFraction = 0 };

    public static NodeFleetOptions Configured { get; } = Plain with { CanOrder = false };

    public static DateTimeOffset T0 { get; } = new(2020, 7, 1, 0, 0, 0, TimeSpan.Zero);

    public NodeFleet Fleet { get; }

    public DateTimeOffset Now { get; set; } = T0;

    /// <summary>All reservations that were placed, by ticket.</summary>
    public Dictionary<string, Reservation> Placed { get; } = [];

    public List<FleetCommand> All { get; } = [];

    public static PlacementRequest Request(double megabytes, string function = "f", double millicores = 0) =>
        new() { Function = new FunctionKey(function), Need = new Resources(megabytes, millicores) };

    public FleetStory With(params string[] nodes)
    {
        foreach (var node in nodes)
        {
            Join(node);
        }

        return this;
    }

    public string[] Join(string node, double megabytes = 3_072, NodeOrigin origin = NodeOrigin.Configured) => Do(
        commands => Assert.Equal(JoinStatus.Joined, Fleet.Join(Spec(node, megabytes), origin, Now, commands).Status));

    public string[] Fill(long order, string node, double megabytes = 3_072) => Do(
        commands => Fleet.OrderFilled(new OrderId(order), Spec(node, megabytes), Now, commands));

    public string[] Exhaust(long order) => Do(
        commands => Fleet.OrderFailed(new OrderId(order), OrderFailure.Exhausted, Now, commands));

    public string[] Ask(string ticket, double megabytes, string function = "f", double seconds = 30) => Do(
        commands => Fleet.Ask(
            new TicketId(ticket), Request(megabytes, function), Now.AddSeconds(seconds), Now, commands));

    public string[] Ask(params (string Ticket, double Megabytes, string Function)[] wishes) => Do(
        commands => Fleet.Ask(
            [
                .. wishes.Select(wish => new Wish(
                    new TicketId(wish.Ticket), Request(wish.Megabytes, wish.Function), Now.AddSeconds(30))),
            ],
            Now,
            commands));

    /// <summary>Asks, is placed, and is confirmed.</summary>
    public FleetStory Stand(string ticket, double megabytes, string function = "f")
    {
        Ask(ticket, megabytes, function);
        Confirm(ticket);
        return this;
    }

    public ConfirmStatus Confirm(string ticket) => Confirm(ticket, out _);

    public ConfirmStatus Confirm(string ticket, out string[] told)
    {
        var status = ConfirmStatus.Confirmed;
        told = Do(commands => status = Fleet.Confirm(Placed[ticket].Id, new SlotId(ticket), Now, commands));
        return status;
    }

    public string[] Release(string ticket) => Do(
        commands => Assert.True(Fleet.Release(new SlotId(ticket), Now, commands)));

    public string[] Tick(double seconds)
    {
        Now += TimeSpan.FromMilliseconds((long)Math.Round(seconds * 1_000));
        return Do(commands => Fleet.Tick(Now, commands));
    }

    public string[] Fault(string node, NodeFault fault) => Do(
        commands => Fleet.Fault(new NodeId(node), fault, Now, commands));

    public string[] Do(Action<List<FleetCommand>> what)
    {
        _commands.Clear();
        what(_commands);
        foreach (var placed in _commands.Where(command => command.Kind == FleetCommandKind.Placed))
        {
            Placed[placed.Ticket.Value] = placed.Placement.Reservation!;
        }

        All.AddRange(_commands);
        Assert.Empty(NodeFleetInvariants.Check(Fleet));
        return [.. _commands.Select(command => command.ToString())];
    }

    public Node Node(string id) => Fleet.Ledger.Find(new NodeId(id))!;

    public string Health(string id) => Node(id).Health.ToString();

    private static NodeSpec Spec(string node, double megabytes) =>
        new(new NodeId(node), new Resources(megabytes, 2_000));
}
