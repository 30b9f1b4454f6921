namespace OrleansScaler.Simulation.Cells;

/// <summary>A place in the order of what happens.</summary>
/// <param name="At">Ticks since the cell's start.</param>
/// <param name="Order">Kind, then sequence, in one number, so that one comparison settles it.</param>
internal readonly record struct CellMoment(long At, long Order) : IComparable<CellMoment>
{
    private const int SequenceBits = 56;

    public static CellMoment Of(long at, CellEventKind kind, long sequence) =>
        new(at, ((long)kind << SequenceBits) | sequence);

    public static bool operator <(CellMoment one, CellMoment other) => one.CompareTo(other) < 0;

    public static bool operator >(CellMoment one, CellMoment other) => one.CompareTo(other) > 0;

    public static bool operator <=(CellMoment one, CellMoment other) => one.CompareTo(other) <= 0;

    public static bool operator >=(CellMoment one, CellMoment other) => one.CompareTo(other) >= 0;

    public int CompareTo(CellMoment other) =>
        At != other.At ? At.CompareTo(other.At) : Order.CompareTo(other.Order);
}
