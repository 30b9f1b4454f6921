namespace OrleansScaler.Scheduling.Policies.Rules;

/// <summary>What is wrong with the policies as configured.</summary>
/// <param name="Rule">The rule, counted from 0 as in configuration keys; null for the default's name.</param>
/// <param name="Option">Its option; null when it is about the rule as a whole.</param>
/// <param name="Sentence">What is wrong, with the value and its bound.</param>
public readonly record struct RuleProblem(int? Rule, string? Option, string Sentence)
{
    /// <summary>As a problem of configuration: <c>Policies:Rules:0:Policy: …</c>.</summary>
    public override string ToString()
    {
        var path = Rule is { } rule ? $"Policies:Rules:{rule}" : "Policies";
        return Option is null ? $"{path}: {Sentence}" : $"{path}:{Option}: {Sentence}";
    }
}
