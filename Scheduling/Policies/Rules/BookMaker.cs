namespace OrleansScaler.Scheduling.Policies.Rules;

/// <summary>Makes one book and collects what is wrong on the way.</summary>
internal sealed class BookMaker(PolicyOptions options)
{
    private readonly Dictionary<string, PolicySet> _sets = new(StringComparer.Ordinal);
    private readonly List<RuleProblem> _problems = [];
    private readonly BudgetCheck _budget = new();

    public PolicyBookLookup Make()
    {
        var otherwise = Find(null, nameof(options.Name), options.Name);
        var rules = new List<(PolicyRule, PolicySet)>();
        for (var number = 0; number < options.Rules.Count; number++)
        {
            var rule = options.Rules[number];
            _problems.AddRange(RuleChecks.Find(number, rule));
            if (Find(number, nameof(rule.Policy), rule.Policy) is { } set)
            {
                rules.Add((rule, set));
            }
        }

        return _problems.Count == 0
            ? new PolicyBookLookup(new PolicyBook(otherwise!, rules), [])
            : new PolicyBookLookup(null, _problems);
    }

    private PolicySet? Find(int? rule, string option, string? name)
    {
        if (rule is not null && string.IsNullOrEmpty(name))
        {
            _problems.Add(new RuleProblem(
                rule, option, $"the name is missing; it must be one of {string.Join(", ", PolicyNames.Known)}."));
            return null;
        }

        name ??= "";
        if (_sets.TryGetValue(name, out var known))
        {
            return known;
        }

        var found = PolicyNames.Find(name, options);
        if (found.Set is null)
        {
            _problems.Add(new RuleProblem(rule, option, found.Problem!));
            return null;
        }

        _sets.Add(name, found.Set);
        if (_budget.Add(found.Set) is { } problem)
        {
            _problems.Add(new RuleProblem(rule, option, problem));
        }

        return found.Set;
    }
}
