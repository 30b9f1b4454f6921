using System.Globalization;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Simulation.Traces;
using OrleansScaler.Simulation.Workloads.Durations;
using OrleansScaler.Simulation.Workloads.Names;
using OrleansScaler.Simulation.Workloads.Processes;

namespace OrleansScaler.Simulation.Workloads.Catalogue;

/// <summary>Makes the functions of one kind: <c>poisson-0</c>, <c>poisson-1</c> and so on.</summary>
internal static class FunctionSet
{
    /// <summary>
    /// Executions of workloads that are about something else: a usual spread, and a bound that one call in two million
    /// would pass, so that the mean is the mean.
    /// </summary>
    private const double UsualSigma = 0.5;
    private const double UsualBound = 10;

    private static readonly double[] s_sizesMegabytes = [128, 256, 512, 1024];

    public static IReadOnlyList<SyntheticFunction> Make(
        string name, WorkloadValues values, Func<int, IArrivalProcess> arrivals) =>
        Make(name, values, arrivals, UsualDuration(values.Milliseconds(WorkloadKeys.ExecMs)));

    public static IReadOnlyList<SyntheticFunction> Make(
        string name, WorkloadValues values, Func<int, IArrivalProcess> arrivals, IDurationModel durations)
    {
        var init = values.Milliseconds(WorkloadKeys.InitMs);
        return
        [
            .. Enumerable.Range(0, values.Functions).Select(i => new SyntheticFunction(
                new TraceFunction(SpecOf(name, i, values.Number(WorkloadKeys.MemoryMb)), init),
                arrivals(i),
                durations)),
        ];
    }

    private static LognormalDuration UsualDuration(TimeSpan mean) => new(mean, UsualSigma, UsualBound * mean);

    private static FunctionSpec SpecOf(string name, int function, double megabytes) => new()
    {
        Key = new FunctionKey(string.Create(CultureInfo.InvariantCulture, $"{name}-{function}")),
        Runtime = "synthetic",
        MemoryMegabytes = megabytes > 0 ? megabytes : s_sizesMegabytes[function % s_sizesMegabytes.Length],
    };
}
