using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Simulation.Cells.Machines;
using OrleansScaler.Simulation.Cells.Workloads;

namespace OrleansScaler.Simulation.Tests.Cells.Live;

/// <summary>A workload as tests want it: functions a and b of 256 MB with a time-out of 60 s.</summary>
internal static class TestWorkload
{
    public const string A = "a";
    public const string B = "b";

    /// <summary>Calls one second apart that use no CPU and run 200 ms, of a and b in turn.</summary>
    public static CellWorkload Of(int calls) => Of(
        [.. Enumerable.Range(0, calls).Select(i => Call(TimeSpan.FromSeconds(i), i % 2))]);

    public static CellWorkload Of(params CellArrival[] calls) => new(
        [Function(A), Function(B)], calls, TimeSpan.FromSeconds(1) + (calls.Length == 0 ? default : calls[^1].At));

    public static CellArrival Call(
        TimeSpan at, int function, double runMs = 200, double cpuMs = 0, double megabytes = 4) =>
        new(at, function, new CallWork(TimeSpan.FromMilliseconds(cpuMs), TimeSpan.FromMilliseconds(runMs), megabytes));

    private static FunctionSpec Function(string name) => new()
    {
        Key = new FunctionKey(name), MemoryMegabytes = 256, Timeout = TimeSpan.FromSeconds(60),
    };
}
