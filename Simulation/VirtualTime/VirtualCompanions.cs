using OrleansScaler.Scheduling.Companions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Simulation.VirtualTime;

/// <summary>Learns which functions of a run come together, and tells their pools, as a silo does.</summary>
internal sealed class VirtualCompanions
{
    private readonly CompanionIndex _index = new(new CompanionOptions());
    private readonly List<int> _told = [];
    private readonly SlotPool[] _pools;
    private readonly List<PoolCommand> _commands;
    private readonly Action<int> _carryOut;

    private VirtualCompanions(SlotPool[] pools, List<PoolCommand> commands, Action<int> carryOut)
    {
        _pools = pools;
        _commands = commands;
        _carryOut = carryOut;
    }

    /// <summary>Null where no pool wants to be told: such a run pays nothing.</summary>
    /// <param name="pools">The run's pools, by function.</param>
    /// <param name="commands">Gets what a told pool wants done.</param>
    /// <param name="carryOut">Does it, for the function given.</param>
    public static VirtualCompanions? For(SlotPool[] pools, List<PoolCommand> commands, Action<int> carryOut) =>
        Array.Exists(pools, pool => pool.Policies.HearsCompanions)
            ? new VirtualCompanions(pools, commands, carryOut)
            : null;

    /// <summary>Tells those that tend to be called with the function, at this instant and in order.</summary>
    public void Tell(int function, DateTimeOffset now)
    {
        if (!_pools[function].Policies.HearsCompanions)
        {
            return;
        }

        _told.Clear();
        _index.Arrived(function, now, _told);
        foreach (var other in _told)
        {
            _pools[other].CompanionCalled(now, _commands);
            _carryOut(other);
        }
    }
}
