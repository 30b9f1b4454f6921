using System.Globalization;

namespace OrleansScaler.Scheduling.Policies.Rules;

/// <summary>What can be wrong with a rule before any name in it is looked up.</summary>
internal static class RuleChecks
{
    /// <summary>A million TB: more than any machine has, and a number still.</summary>
    private const double MaximumMegabytes = 1e12;

    public static IEnumerable<RuleProblem> Find(int number, PolicyRule rule)
    {
        if (!rule.HasCondition)
        {
            yield return new RuleProblem(
                number,
                null,
                "fits every function; give Key, Prefix, Runtime, MinimumMegabytes or MaximumMegabytes, and name what "
                + "decides for all others in Policies:Name.");
        }

        if (rule is { Key: { } key, Prefix: { } prefix })
        {
            yield return new RuleProblem(
                number, nameof(rule.Prefix), $"'{prefix}' stands beside the whole Key '{key}'; give one of them.");
        }

        (string Name, double? Value)[] sizes =
        [
            (nameof(rule.MinimumMegabytes), rule.MinimumMegabytes),
            (nameof(rule.MaximumMegabytes), rule.MaximumMegabytes),
        ];
        foreach (var (name, value) in sizes)
        {
            if (value is { } size && size is not (>= 0 and <= MaximumMegabytes))
            {
                yield return new RuleProblem(
                    number, name, $"{Text(size)} is no size; it must be from 0 to {Text(MaximumMegabytes)} MB.");
            }
        }

        if (rule.MinimumMegabytes > rule.MaximumMegabytes)
        {
            yield return new RuleProblem(
                number,
                nameof(rule.MinimumMegabytes),
                $"{Text(rule.MinimumMegabytes.Value)} is more than MaximumMegabytes, "
                + $"{Text(rule.MaximumMegabytes.Value)}.");
        }
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
