namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <summary>
/// Which wish each reservation was made for, while its slot is being made: a repeated ask gets it again.
/// </summary>
internal sealed class TicketBook
{
    private readonly Dictionary<TicketId, Reservation> _reservations = [];
    private readonly Dictionary<ReservationId, TicketId> _tickets = [];

    public int Count => _tickets.Count;

    public void Add(TicketId ticket, Reservation reservation)
    {
        _reservations.Add(ticket, reservation);
        _tickets.Add(reservation.Id, ticket);
    }

    public Reservation? Find(TicketId ticket) => _reservations.GetValueOrDefault(ticket);

    public Reservation? Find(ReservationId id) =>
        _tickets.TryGetValue(id, out var ticket) ? _reservations[ticket] : null;

    public void Remove(ReservationId id)
    {
        if (_tickets.Remove(id, out var ticket))
        {
            _reservations.Remove(ticket);
        }
    }
}
