namespace OrleansScaler.Simulation.VirtualTime;

/// <summary>
/// What will happen, next first: a heap of four children a node, which touches half the cache lines of a binary one.
/// </summary>
internal sealed class EventQueue
{
    private const int Children = 4;

    private VirtualEvent[] _heap = new VirtualEvent[1024];
    private int _count;

    public int Count => _count;

    /// <summary>The next event; only while there is one.</summary>
    public ref readonly VirtualEvent Next => ref _heap[0];

    public void Push(in VirtualEvent added)
    {
        if (_count == _heap.Length)
        {
            Array.Resize(ref _heap, 2 * _count);
        }

        var heap = _heap;
        var hole = _count++;
        while (hole > 0)
        {
            var parent = (hole - 1) / Children;
            if (!added.IsBefore(heap[parent]))
            {
                break;
            }

            heap[hole] = heap[parent];
            hole = parent;
        }

        heap[hole] = added;
    }

    public VirtualEvent Pop()
    {
        var heap = _heap;
        var next = heap[0];
        var last = heap[--_count];
        var hole = 0;
        for (var child = FirstOf(hole); child < _count; child = FirstOf(hole))
        {
            var least = child;
            var end = Math.Min(child + Children, _count);
            for (var other = child + 1; other < end; other++)
            {
                least = heap[other].IsBefore(heap[least]) ? other : least;
            }

            if (!heap[least].IsBefore(last))
            {
                break;
            }

            heap[hole] = heap[least];
            hole = least;
        }

        heap[hole] = last;
        return next;
    }

    private static int FirstOf(int node) => (Children * node) + 1;
}
