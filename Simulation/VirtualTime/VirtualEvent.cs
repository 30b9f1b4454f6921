namespace OrleansScaler.Simulation.VirtualTime;

/// <summary>Something that will happen.</summary>
/// <param name="At">When, in ticks from the start of the run.</param>
/// <param name="Order">Its place among events at that instant; see <see cref="OrderOf"/>.</param>
/// <param name="Item">The call or slot it is about, by its place in a table.</param>
internal readonly record struct VirtualEvent(long At, ulong Order, int Item)
{
    private const int SequenceBits = 40;
    private const int FunctionBits = 22;

    /// <summary>Functions that a run can tell apart.</summary>
    public const int MaximumFunctions = 1 << FunctionBits;

    public VirtualEventKind Kind => (VirtualEventKind)(Order >> (FunctionBits + SequenceBits));

    public int Function => (int)(Order >> SequenceBits) & (MaximumFunctions - 1);

    /// <summary>By kind, then function, then sequence: one number, so that one comparison settles it.</summary>
    public static ulong OrderOf(VirtualEventKind kind, int function, long sequence) =>
        ((((ulong)kind << FunctionBits) | (uint)function) << SequenceBits)
        | ((ulong)sequence & ((1UL << SequenceBits) - 1));

    public bool IsBefore(in VirtualEvent other) => At < other.At || (At == other.At && Order < other.Order);
}
