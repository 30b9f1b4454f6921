using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Simulation.Cells.Machines;
using OrleansScaler.Simulation.Cells.Workloads;

namespace OrleansScaler.Simulation.Tests.Cells;

/// <summary>Small workloads, told in seconds.</summary>
internal static class Stories
{
    /// <summary>Calls of one function that only wait, one second each.</summary>
    public static CellWorkload Of(double megabytes, params double[] seconds) =>
        Of(megabytes, new CallWork(TimeSpan.Zero, TimeSpan.FromSeconds(1), 0), seconds);

    public static CellWorkload Of(double megabytes, CallWork work, params double[] seconds) => new(
        [Function("f1", megabytes), Function("f2", megabytes)],
        [.. seconds.Select(at => new CellArrival(TimeSpan.FromSeconds(at), 0, work))],
        TimeSpan.FromSeconds(100));

    public static FunctionSpec Function(string key, double megabytes) => new()
    {
        Key = new FunctionKey(key),
        MemoryMegabytes = megabytes,
        Timeout = TimeSpan.FromSeconds(60),
    };
}
