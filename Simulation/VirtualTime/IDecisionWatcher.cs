using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Simulation.VirtualTime;

/// <summary>Sees every command of every pool, in order.</summary>
public interface IDecisionWatcher
{
    /// <summary>A call arrives; what its pool commands comes next.</summary>
    /// <param name="function">The function's place in the trace.</param>
    /// <param name="request">The id it has until it ends; a later call may then have the same.</param>
    void Arrived(int function, RequestId request)
    {
    }

    /// <summary>A pool gave a command.</summary>
    /// <param name="function">The function's place in the trace.</param>
    /// <param name="now">The time.</param>
    /// <param name="command">The command, before it is carried out.</param>
    void Decided(int function, DateTimeOffset now, in PoolCommand command);
}
