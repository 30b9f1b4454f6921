using System.CommandLine;
using OrleansScaler.Cli.Arguments;
using OrleansScaler.Scheduling.Policies;

namespace OrleansScaler.Cli.Simulate;

/// <summary>The option that names the policies to run.</summary>
internal static class PolicyList
{
    private const string OptionName = "--policy";
    private const string All = "all";

    /// <summary>Makes it. Whether it may be left out is for the verb to say: a 2020 workload needs none.</summary>
    public static Option<string[]> Create() => new(OptionName)
    {
        Description = "Policies to run, separated by commas, or 'all': "
            + string.Join(", ", PolicyNames.Known)
            + "; or parts: keepalive=NAME+scaleup=NAME+prewarm=NAME+selection=NAME",
        HelpName = "A,B,...|all",
        CustomParser = result =>
        {
            var names = Opt.Text(result).Split(
                ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (names.Length == 0)
            {
                return Opt.Wrong<string[]>(result, OptionName, "a list of policies");
            }

            names = [.. names.SelectMany(name => name == All ? PolicyNames.Usual : [name])];
            foreach (var name in names)
            {
                if (PolicyNames.Find(name, new PolicyOptions()).Problem is { } problem)
                {
                    result.AddError($"{OptionName}: {problem}");
                }
            }

            return names;
        },
    };
}
