using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Spares;

namespace OrleansScaler.Scheduling.Policies.Rules;

/// <summary>
/// Which policies decide for which function: those of the first rule that fits it, or else the default ones. Functions
/// with the same policies share one set.
/// </summary>
public sealed class PolicyBook
{
    private readonly IReadOnlyList<(PolicyRule Rule, PolicySet Set)> _rules;

    internal PolicyBook(PolicySet otherwise, IReadOnlyList<(PolicyRule Rule, PolicySet Set)> rules)
    {
        Default = otherwise;
        _rules = rules;
    }

    /// <summary>A book without rules.</summary>
    /// <param name="set">What decides for every function.</param>
    public PolicyBook(PolicySet set)
        : this(set, [])
    {
    }

    /// <summary>What decides where no rule fits; its name is the book's.</summary>
    public PolicySet Default { get; }

    /// <summary>Every set in it, once.</summary>
    public IReadOnlyList<PolicySet> Sets => [.. _rules.Select(rule => rule.Set).Prepend(Default).Distinct()];

    /// <summary>Memory in MB of the one budget in it; null where no set knows one.</summary>
    public double? BudgetMegabytes => Sets.FirstOrDefault(set => set.BudgetMegabytes is not null)?.BudgetMegabytes;

    /// <summary>
    /// How many spares of a size stand ready: the first set that wants any says so for all that do, because a size's
    /// spares are for functions of every set. Null where none does.
    /// </summary>
    public ISparePolicy? Spares => Sets.Select(set => set.Spares).FirstOrDefault(spares => spares is not null);

    /// <summary>What decides for a function. Looks at the rules one by one: not for every request.</summary>
    /// <param name="function">The function as declared.</param>
    public PolicySet For(FunctionSpec function)
    {
        foreach (var (rule, set) in _rules)
        {
            if (rule.Fits(function))
            {
                return set;
            }
        }

        return Default;
    }

    /// <summary>Makes the book that the options describe.</summary>
    /// <param name="options">The default's name, the rules, and the figures of all of them.</param>
    /// <returns>The book, or all that is wrong with it.</returns>
    public static PolicyBookLookup Make(PolicyOptions options) => new BookMaker(options).Make();
}
