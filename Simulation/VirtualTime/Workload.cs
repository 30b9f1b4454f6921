using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Simulation.SimulatedPlatforms;
using OrleansScaler.Simulation.Traces;

namespace OrleansScaler.Simulation.VirtualTime;

/// <summary>A trace with what it is played on: how long starts take and how small a slot may be.</summary>
public sealed class Workload
{
    private readonly TimeSpan[] _inits;

    /// <summary>Joins a trace with the platform's figures.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="create">Time to make a slot.</param>
    /// <param name="init">Time of every init; null takes the trace's, or the usual one where it has none.</param>
    /// <param name="memoryFloorMegabytes">Least memory of a slot; 0 leaves the trace's.</param>
    public Workload(Trace trace, TimeSpan create, TimeSpan? init, double memoryFloorMegabytes = 0)
    {
        if (trace.Functions.Count > VirtualEvent.MaximumFunctions)
        {
            throw new TraceException(
                trace.Name,
                $"{trace.Functions.Count} functions; a simulation takes at most {VirtualEvent.MaximumFunctions}");
        }

        Trace = trace;
        Create = create;
        _inits =
        [
            .. trace.Functions.Select(
                function => init ?? function.InitDuration ?? SimulatedPlatformOptions.DefaultInitLatency),
        ];
        Functions =
        [
            .. trace.Functions.Select(function => function.Spec.MemoryMegabytes >= memoryFloorMegabytes
                ? function.Spec
                : function.Spec with { MemoryMegabytes = memoryFloorMegabytes }),
        ];
    }

    /// <summary>The trace.</summary>
    public Trace Trace { get; }

    /// <summary>Time to make a slot.</summary>
    public TimeSpan Create { get; }

    /// <summary>The functions as they are played, in the order of the trace.</summary>
    public IReadOnlyList<FunctionSpec> Functions { get; }

    /// <summary>Whether any start takes time; where none does, a cold start costs no wait.</summary>
    public bool StartsTakeTime => Create > TimeSpan.Zero || _inits.Any(init => init > TimeSpan.Zero);

    /// <summary>Time from a create's call to the end of the init.</summary>
    /// <param name="function">The function's place in the trace.</param>
    public TimeSpan StartLatency(int function) => Create + _inits[function];

    /// <summary>Execution as it is played: logs in whole milliseconds write 0 for what ran for less than one.</summary>
    internal static long TicksOf(in TraceCall call) =>
        call.Duration > TimeSpan.Zero ? call.Duration.Ticks : TimeSpan.TicksPerMillisecond;
}
