using System.Globalization;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Simulation.VirtualTime;

/// <summary>The slots alive; places are used again.</summary>
internal sealed class SlotTable
{
    private readonly Stack<int> _free = new();
    private VirtualSlot[] _slots = new VirtualSlot[256];
    private int _used;

    /// <summary>Slots alive.</summary>
    public int Count => _used - _free.Count;

    /// <summary>Places that are or were in use.</summary>
    public int Places => _used;

    /// <summary>Valid until the next <see cref="Add"/>.</summary>
    public ref VirtualSlot this[int index] => ref _slots[index];

    public int Add(Slot slot, int function, long requestedAt, StartOutcome outcome)
    {
        if (!_free.TryPop(out var index))
        {
            index = _used++;
            if (index == _slots.Length)
            {
                Array.Resize(ref _slots, 2 * index);
            }

            _slots[index].Name = index.ToString(CultureInfo.InvariantCulture);
        }

        _slots[index] = new VirtualSlot
        {
            Slot = slot,
            Name = _slots[index].Name,
            Function = function,
            Outcome = outcome,
            RequestedAt = requestedAt,
            ReadyAt = long.MaxValue,
        };
        return index;
    }

    public void Remove(int index)
    {
        _slots[index].Slot = null;
        _free.Push(index);
    }
}
