using OrleansScaler.Simulation.Traces;
using OrleansScaler.Simulation.VirtualTime;

namespace OrleansScaler.Simulation.Bounds;

/// <summary>
/// The idle gaps of one function, had every slot been kept for ever: calls start when they arrive, take the slot that
/// was used last, and need a new one only when none is idle. Every finite keep-alive follows from them, for a slot
/// whose gap is over it has only colder ones below: the gaps that fit are warm, the others cold.
/// </summary>
internal sealed class IdleGaps
{
    private readonly PriorityQueue<bool, long> _running = new();
    private readonly Stack<long> _idleSince = new();
    private readonly List<long> _gaps = [];
    private long[] _tails = [];

    /// <summary>Calls that found no slot, whatever had been kept.</summary>
    public long FirstUses { get; private set; }

    /// <summary>Ticks executed.</summary>
    public long ExecutedTicks { get; private set; }

    /// <summary>Ticks between a slot's uses; in rising order once closed.</summary>
    public IReadOnlyList<long> Gaps => _gaps;

    /// <summary>Ticks from the last uses to the end, in rising order.</summary>
    public IReadOnlyList<long> Tails => _tails;

    public void Add(in TraceCall call)
    {
        var at = call.At.Ticks;
        var duration = Workload.TicksOf(call);
        Release(at);
        ExecutedTicks += duration;
        if (_idleSince.TryPop(out var since))
        {
            _gaps.Add(at - since);
        }
        else
        {
            FirstUses++;
        }

        _running.Enqueue(call.Good, at + duration);
    }

    /// <summary>Ends the trace, and sorts.</summary>
    public void Close(long end)
    {
        Release(end);
        _tails = [.. _idleSince.Select(since => end - since).Order()];
        _gaps.Sort();
        _running.Clear();
        _idleSince.Clear();
    }

    /// <summary>A bad instance serves nobody more.</summary>
    private void Release(long until)
    {
        while (_running.TryPeek(out var good, out var at) && at <= until)
        {
            _running.Dequeue();
            if (good)
            {
                _idleSince.Push(at);
            }
        }
    }
}
