using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Simulation.VirtualTime;

namespace OrleansScaler.Simulation.Tests.VirtualTime;

/// <summary>Slots made and waits of each burst, exact. A burst must end before the next one.</summary>
internal sealed class BurstWatcher(DateTimeOffset start, TimeSpan every) : IDecisionWatcher
{
    private readonly SortedDictionary<long, (int Slots, List<double> Waits)> _bursts = [];

    public void Decided(int function, DateTimeOffset now, in PoolCommand command)
    {
        var number = (now - start) / every;
        var burst = _bursts.GetValueOrDefault((long)number, (0, []));
        if (command.Kind == PoolCommandKind.Create)
        {
            burst.Slots++;
        }
        else if (command.Kind == PoolCommandKind.Grant)
        {
            burst.Waits.Add((now - start - (every * (long)number)).TotalMilliseconds);
        }

        _bursts[(long)number] = burst;
    }

    public int Slots(int from, int until) =>
        _bursts.Where(burst => burst.Key >= from && burst.Key < until).Sum(burst => burst.Value.Slots);

    /// <summary>99th percentile of the waits in ms, by nearest rank, over some bursts.</summary>
    public double P99(int from, int until)
    {
        double[] waits =
        [
            .. _bursts.Where(burst => burst.Key >= from && burst.Key < until).SelectMany(burst => burst.Value.Waits),
        ];
        Array.Sort(waits);
        return waits[(int)Math.Ceiling(0.99 * waits.Length) - 1];
    }
}
