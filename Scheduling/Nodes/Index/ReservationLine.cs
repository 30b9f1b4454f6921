namespace OrleansScaler.Scheduling.Nodes.Index;

/// <summary>
/// Reservations that may expire, in the order in which they will. All live equally long and time never goes back, so
/// that is the order in which they came.
/// </summary>
internal sealed class ReservationLine
{
    private Reservation? _last;

    public Reservation? First { get; private set; }

    public int Count { get; private set; }

    public void Add(Reservation reservation)
    {
        reservation.Earlier = _last;
        if (_last is null)
        {
            First = reservation;
        }
        else
        {
            _last.Later = reservation;
        }

        _last = reservation;
        Count++;
    }

    public void Remove(Reservation reservation)
    {
        if (reservation.Earlier is { } earlier)
        {
            earlier.Later = reservation.Later;
        }
        else
        {
            First = reservation.Later;
        }

        if (reservation.Later is { } later)
        {
            later.Earlier = reservation.Earlier;
        }
        else
        {
            _last = reservation.Earlier;
        }

        (reservation.Earlier, reservation.Later) = (null, null);
        Count--;
    }
}
