using System.CommandLine;
using OrleansScaler.Cli.Arguments;
using OrleansScaler.Cli.Display;
using OrleansScaler.Cli.Place;
using OrleansScaler.Scheduling.Nodes.Policies;

namespace OrleansScaler.Cli.Verbs;

/// <summary><c>place</c>: what a placement costs, and how few nodes hold many slots.</summary>
internal sealed class PlaceVerb
{
    private readonly Option<double> _seconds = Opt.Number(
        "--seconds", "How long to measure with each number of nodes", 2, 0.01, 3_600);

    private readonly Option<int> _seed = Opt.Whole("--seed", "Names the random numbers", 42, 0, int.MaxValue);

    private readonly Option<int?> _pack = Opt.OptionalWhole(
        "--pack", "Pack so many slots instead, and count nodes", 1, 100_000);

    private readonly Option<int> _seeds = Opt.Whole("--seeds", "Sets of slots to pack, from --seed on", 20, 1, 1_000);

    private readonly Option<string?> _json = Opt.File("--json", "Where to write the figures as JSON");

    public static Command Create() => new PlaceVerb().ToCommand();

    private Command ToCommand()
    {
        var command = new Command(
            "place",
            "Places slots on nodes in one ledger, on one core: placements a second under steady churn; or, with "
            + "--pack, nodes used over the lower bound.")
        {
            PlaceArguments.Nodes, PlaceArguments.Policies, _seconds, _seed, _pack, _seeds, _json,
        };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult line)
    {
        JsonFile.Check(line.GetValue(_json));

        // Left out, an option of many values is an empty list.
        var names = line.GetValue(PlaceArguments.Policies) is { Length: > 0 } named ? named : null;
        if (line.GetValue(_pack) is { } slots)
        {
            Tell(line, new PlaceReport
            {
                Seed = line.GetValue(_seed),
                Packing =
                [
                    .. PackRun.RunAll(
                        names ?? [.. PlacementNames.All], slots, line.GetValue(_seeds), line.GetValue(_seed)),
                ],
            });
            return ExitCode.Good;
        }

        var reports = (names ?? [PlacementNames.Usual]).Select(name => Churn(line, name)).ToArray();
        foreach (var report in reports)
        {
            PlaceView.Print(report);
        }

        Write(line, reports);
        return ExitCode.Good;
    }

    private PlaceReport Churn(ParseResult line, string name)
    {
        var policy = PlacementNames.Find(name).Required;
        var counts = line.GetRequiredValue(PlaceArguments.Nodes);
        var length = TimeSpan.FromSeconds(line.GetValue(_seconds));
        var seed = line.GetValue(_seed);
        var churn = ChurnRun.RunAll([.. counts.Select(nodes => new ChurnRun(nodes, policy, seed))], length);
        return new PlaceReport
        {
            Seed = seed,
            Policy = name,
            Churn = churn,
            Fall = churn.MinBy(figures => figures.Nodes)!.PlacementsPerSecond
                / churn.MaxBy(figures => figures.Nodes)!.PlacementsPerSecond,
            Memory = MemoryRun.Run(counts.Max(), policy),
        };
    }

    private void Tell(ParseResult line, PlaceReport report)
    {
        PlaceView.Print(report);
        JsonFile.Write(line.GetValue(_json), report);
    }

    /// <summary>One policy is an object, as elsewhere; several are a list of them.</summary>
    private void Write(ParseResult line, PlaceReport[] reports)
    {
        if (reports is [var only])
        {
            JsonFile.Write(line.GetValue(_json), only);
        }
        else
        {
            JsonFile.Write(line.GetValue(_json), reports);
        }
    }
}
