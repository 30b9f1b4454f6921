using OrleansScaler.Simulation.Scorecards;
using OrleansScaler.Simulation.VirtualTime;

namespace OrleansScaler.Simulation.Reports;

/// <summary>The functions that cost a run most: what a report shows timelines of.</summary>
public static class CostlyFunctions
{
    /// <summary>How many a report shows.</summary>
    public const int Shown = 10;

    /// <summary>
    /// Their places in the trace, the most expensive first by their part of RUM; equals in the trace's order.
    /// </summary>
    /// <param name="workload">What was played.</param>
    /// <param name="card">What it cost.</param>
    /// <param name="most">How many at most.</param>
    public static IReadOnlyList<int> Of(Workload workload, Scorecard card, int most = Shown)
    {
        var places = workload.Functions.Index().ToDictionary(
            function => function.Item.Key.Value, function => function.Index, StringComparer.Ordinal);
        return
        [
            .. card.Functions.OrderByDescending(RumOf).Take(most).Select(function => places[function.Key]),
        ];
    }

    /// <summary>A function's part of RUM.</summary>
    internal static double RumOf(FunctionScore function) => RumScore.Of(
        function.ColdStarts, function.WaitSeconds, function.SlotGbSeconds, function.ExecGbSeconds).Value;
}
