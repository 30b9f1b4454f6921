using System.Globalization;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Simulation.VirtualTime;

/// <summary>
/// The calls under way. A call's id is the number of its place, and places are used again, so that ten million calls
/// cost as many id strings as were under way at once.
/// </summary>
internal sealed class CallTable
{
    private readonly Stack<int> _free = new();
    private VirtualCall[] _calls = new VirtualCall[256];
    private RequestId[] _ids = new RequestId[256];
    private int _used;

    /// <summary>Calls under way.</summary>
    public int Count => _used - _free.Count;

    /// <summary>Valid until the next <see cref="Add"/>.</summary>
    public ref VirtualCall this[int index] => ref _calls[index];

    public RequestId IdOf(int index) => _ids[index];

    public int Add(in VirtualCall call)
    {
        if (!_free.TryPop(out var index))
        {
            index = _used++;
            if (index == _calls.Length)
            {
                Array.Resize(ref _calls, 2 * index);
                Array.Resize(ref _ids, 2 * index);
            }

            _ids[index] = new RequestId(index.ToString(CultureInfo.InvariantCulture));
        }

        _calls[index] = call;
        return index;
    }

    public void Remove(int index)
    {
        _calls[index].Slot = null;
        _free.Push(index);
    }
}
