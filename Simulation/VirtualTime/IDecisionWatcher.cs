using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Simulation.VirtualTime;

/// <summary>Sees every command of every pool, in order.</summary>
public interface IDecisionWatcher
{
    /// <summary>A pool gave a command.</summary>
    /// <param name="function">The function's place in the trace.</param>
    /// <param name="now">The time.</param>
    /// <param name="command">The command, before it is carried out.</param>
    void Decided(int function, DateTimeOffset now, in PoolCommand command);
}
