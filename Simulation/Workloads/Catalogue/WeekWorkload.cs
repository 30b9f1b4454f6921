using OrleansScaler.Simulation.Workloads.Names;
using OrleansScaler.Simulation.Workloads.Processes;
using static OrleansScaler.Simulation.Workloads.Names.WorkloadKeys;

namespace OrleansScaler.Simulation.Workloads.Catalogue;

/// <summary>
/// A week of a whole platform, to measure the simulator by: a given number of calls, shared unevenly among the
/// functions, with days and nights.
/// </summary>
internal static class WeekWorkload
{
    private const string Calls = "calls";
    private const string Skew = "skew";
    private const string Swing = "swing";

    public static WorkloadDefinition Week { get; } = new(
        "week",
        [
            FunctionsOf(1000), HoursOf(7 * 24), ExecOf(300), InitOf(500), Memory,
            Whole(Calls, 10_000_000, 1, 1_000_000_000, "calls of all functions, on average over seeds"),
            Number(Skew, 1, 0, 3, "function k has a share of 1 / k^skew; 0: all the same"),
            Number(Swing, 0.6, 0, 1, "how far the rate leaves its mean over a day, as a share of it"),
        ],
        Build);

    private static IReadOnlyList<SyntheticFunction> Build(WorkloadValues values)
    {
        var shares = Enumerable.Range(1, values.Functions).Select(k => Math.Pow(k, -values.Number(Skew))).ToArray();
        var callsPerShare = values.Number(Calls) / (shares.Sum() * values.Length.TotalSeconds);
        return FunctionSet.Make("week", values, i => new DiurnalArrivals(
            shares[i] * callsPerShare, values.Number(Swing), TimeSpan.FromDays(1)));
    }
}
