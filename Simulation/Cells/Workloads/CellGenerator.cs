using OrleansScaler.Simulation.Cells.Machines;
using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Cells.Workloads;

/// <summary>Draws calls from the figures of functions. What the figures do not say is in <see cref="Notes"/>.</summary>
internal static class CellGenerator
{
    /// <summary>Cores' share of an execution that mostly waits.</summary>
    private const double LightShare = 0.05;

    /// <summary>Steps of memory in a MB, so that sums are exact and end at exactly nothing.</summary>
    private const double MemorySteps = 1_024;

    /// <summary>What f9 and f10 take alone, in core-ms.</summary>
    private static readonly FigureSpread s_burstMs = new(154, (154 + 300) / 2.0, 300);

    private static readonly TimeSpan s_length = TimeSpan.FromSeconds(1_223);

    /// <summary>What was assumed, a sentence each.</summary>
    public static IReadOnlyList<string> Notes { get; } =
    [
        "Calls per round, gaps, execution and memory follow one distribution through the table's least, mean and "
        + "greatest; the calls of a round arrive at one instant.",
        "Each function is called in one stretch that begins at a time drawn from the seed; one that is silent for "
        + "five minutes or more has a pause for each five, between stretches of at least 100 s. The storm begins in "
        + "the last three quarters of the run.",
        "CPU work: f9 and f10 154–300 core-ms, f1 its whole execution, the others 5 % of theirs; it comes first, the "
        + "rest of the call waits. The table's execution is taken as it is without contention.",
        "A container's quota, 2/3 core per GB, always holds for calls, so f1 and the bursts run longer than in the "
        + "table; a create takes its time whatever the quota and takes no CPU from calls.",
        "A container without calls uses 1 MB, one with a call what the table says.",
    ];

    /// <summary>The same table and seed give the same calls.</summary>
    public static CellWorkload Draw(IReadOnlyList<CellFigures> rows, ulong seed)
    {
        var calls = new List<CellArrival>(rows.Sum(row => row.Calls));
        for (var function = 0; function < rows.Count; function++)
        {
            AddCalls(calls, rows[function], function, seed);
        }

        return new CellWorkload(
            [.. rows.Select(row => row.Function)],
            [.. calls.OrderBy(call => call.At).ThenBy(call => call.Function)],
            s_length);
    }

    private static void AddCalls(List<CellArrival> calls, CellFigures row, int function, ulong seed)
    {
        var name = SeededRandom.NameOf(row.Function.Key.Value);
        var random = SeededRandom.For(seed, name, 0);
        var times = RoundTimes.Draw(row, s_length, ref random);
        var sizes = RoundSizes.Draw(row, times, ref random);
        var cpu = row.Cpu == CpuKind.Burst ? s_burstMs : row.ExecutionMs;
        var execution = cpu.Draw(row.Calls, ref random);
        var memory = row.MemoryMegabytes.Draw(row.Calls, ref random);
        var share = row.Cpu == CpuKind.Light ? LightShare : 1;
        var call = 0;
        for (var round = 0; round < times.Length; round++)
        {
            for (var i = 0; i < sizes[round]; i++, call++)
            {
                calls.Add(new CellArrival(times[round], function, WorkOf(execution[call], share, memory[call])));
            }
        }
    }

    private static CallWork WorkOf(double executionMs, double cpuShare, double megabytes)
    {
        var added = Math.Max(0, megabytes - MachineModel.Contest.IdleMegabytes);
        return new CallWork(
            TimeSpan.FromMilliseconds(executionMs * cpuShare),
            TimeSpan.FromMilliseconds(executionMs * (1 - cpuShare)),
            Math.Round(added * MemorySteps) / MemorySteps);
    }
}
