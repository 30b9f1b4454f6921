using System.CommandLine;
using System.Globalization;
using OrleansScaler.Scheduling.Nodes.Policies;

namespace OrleansScaler.Cli.Arguments;

/// <summary>Options of <c>place</c> that no other verb has.</summary>
internal static class PlaceArguments
{
    private const int MostNodes = 20_000;

    public static Option<int[]> Nodes { get; } = new("--nodes")
    {
        Description = "Numbers of nodes to measure with",
        HelpName = "N[,N…]",
        DefaultValueFactory = _ => [120, 2_000, 10_000],
        CustomParser = result =>
        {
            var counts = Opt.Text(result).Split(',').Select(Count).ToArray();
            return Array.TrueForAll(counts, count => count is not null)
                ? [.. counts.Select(count => count!.Value)]
                : Opt.Wrong<int[]>(result, "--nodes", $"whole numbers from 1 to {MostNodes} with commas between");
        },
    };

    /// <summary>Names of policies; "all" is every one.</summary>
    public static Option<string[]> Policies { get; } = new("--policy")
    {
        Description = "Placement policies, or all [best-fit; all when packing]",
        HelpName = "NAME[,NAME…]|all",
        CustomParser = result =>
        {
            var names = Opt.Text(result) == "all" ? [.. PlacementNames.All] : Opt.Text(result).Split(',');
            var problems = names.Select(name => PlacementNames.Find(name).Problem).OfType<string>().ToArray();
            foreach (var problem in problems)
            {
                result.AddError($"--policy: {problem}");
            }

            return names;
        },
    };

    private static int? Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && count is >= 1 and <= MostNodes
            ? count
            : null;
}
