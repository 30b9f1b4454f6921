using OrleansScaler.Simulation.Workloads.Names;
using OrleansScaler.Simulation.Workloads.Processes;
using static OrleansScaler.Simulation.Workloads.Names.WorkloadKeys;

namespace OrleansScaler.Simulation.Workloads.Catalogue;

/// <summary>
/// Some functions of every other kind, each with its usual figures. In the stretches of the soloists all others are
/// silent, those of other kinds too.
/// </summary>
internal static class MixWorkload
{
    public static WorkloadDefinition Mix { get; } = new("mix", [FunctionsOf(10, least: 2), HoursOf(4)], Build);

    private static IReadOnlyList<SyntheticFunction> Build(WorkloadValues values) =>
        [.. WorkloadNames.Parts.SelectMany(part => ShareOf(part, values))];

    private static IEnumerable<SyntheticFunction> ShareOf(WorkloadDefinition part, WorkloadValues values)
    {
        var functions = part.Build(Sized(part, values));
        if (part == ChangingWorkloads.Solo)
        {
            return functions;
        }

        var stretches = ChangingWorkloads.StretchesOf(Sized(ChangingWorkloads.Solo, values));
        return functions.Select(
            function => function with { Arrivals = new ChorusArrivals(function.Arrivals, stretches, Soloist: null) });
    }

    private static WorkloadValues Sized(WorkloadDefinition part, WorkloadValues values) =>
        part.Usual.With(Functions, values.Functions).With(Hours, values.Number(Hours));
}
