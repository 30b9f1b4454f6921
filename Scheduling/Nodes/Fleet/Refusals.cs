using OrleansScaler.Scheduling.Nodes.Fleet.Line;

namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <summary>Refusals of wishes, each with its sentence.</summary>
internal static class Refusals
{
    public static FleetCommand Closed(Wish wish) =>
        FleetCommand.Refused(wish.Ticket, WishRefusal.Closed, $"'{Of(wish)}' gets no room: the fleet is closed.");

    public static FleetCommand Invalid(Wish wish) => FleetCommand.Refused(
        wish.Ticket,
        WishRefusal.Invalid,
        wish.Request.Problem ?? $"'{Of(wish)}' asks for {wish.Request.Count} slots in one wish; it must be 1.");

    public static FleetCommand TooLarge(Wish wish, SlotNeed slot, Resources[] shapes, Resources? orderable)
    {
        var here = shapes.Length == 0
            ? "no node is here"
            : $"the largest node here offers {shapes.MaxBy(shape => (shape.MemoryMegabytes, shape.CpuMillicores))}";
        var ordered = orderable is { } offer ? $"; one that is ordered offers {offer}" : "";
        return FleetCommand.Refused(
            wish.Ticket,
            WishRefusal.TooLarge,
            $"'{Of(wish)}' needs {slot.Need} with its sidecar; {here}{ordered}.");
    }

    public static FleetCommand LineFull(Wish wish, int waiting) => FleetCommand.Refused(
        wish.Ticket,
        WishRefusal.LineFull,
        $"'{Of(wish)}' cannot wait for room: {waiting} wishes do, as many as may (Fleet:MaximumWaiting).");

    public static FleetCommand NotInTime(Wish wish) => FleetCommand.Refused(
        wish.Ticket, WishRefusal.DeadlinePassed, $"'{Of(wish)}' asked for room after its deadline.");

    public static FleetCommand Late(WaitingWish wish) => FleetCommand.Refused(
        wish.Wish.Ticket,
        WishRefusal.DeadlinePassed,
        $"'{Of(wish.Wish)}' needs {wish.Need.Need}; there was no room for it until its deadline.",
        wish.Answer);

    private static string Of(Wish wish) => wish.Request.Function.Value;
}
