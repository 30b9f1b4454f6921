using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Policies.Rules;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Simulate;

/// <summary>
/// The file that <c>--rules</c> names: a JSON array of what the server has under <c>Policies:Rules</c>.
/// </summary>
internal static class RulesFile
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNameCaseInsensitive = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The books of several policies, each the default to the same rules.</summary>
    /// <param name="path">The file; null: no rules.</param>
    /// <param name="names">The policies.</param>
    /// <param name="goal">The figures of all.</param>
    /// <exception cref="StartException">The file cannot be read, or rules in it are wrong; names each.</exception>
    public static IReadOnlyList<PolicyBook> Books(string? path, IEnumerable<string> names, PolicyOptions goal)
    {
        IList<PolicyRule> rules = path is null ? [] : Read(path);
        PolicyBookLookup[] books =
        [
            .. names.Select(name => PolicyBook.Make(OptionsOf(name, rules, goal))),
        ];
        string[] problems =
        [
            .. books.SelectMany(book => book.Problems).Select(problem => Tell(path, problem)).Distinct(),
        ];
        return problems.Length == 0
            ? [.. books.Select(book => book.Required)]
            : throw new StartException(string.Join(Environment.NewLine, problems));
    }

    private static PolicyOptions OptionsOf(string name, IList<PolicyRule> rules, PolicyOptions goal)
    {
        var options = new PolicyOptions
        {
            Name = name,
            Rules = rules,
            ColdValue = goal.ColdValue,
            IdlePrice = goal.IdlePrice,
        };
        options.LearnFrom(goal.History);
        return options;
    }

    private static List<PolicyRule> Read(string path)
    {
        try
        {
            var rules = JsonSerializer.Deserialize<List<PolicyRule?>>(File.ReadAllText(path), s_json);
            return rules is not null && !rules.Contains(null)
                ? [.. rules.OfType<PolicyRule>()]
                : throw new StartException($"--rules: {path}: not an array of rules");
        }
        catch (JsonException exception)
        {
            throw new StartException($"--rules: {path}:{exception.LineNumber + 1}: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"--rules: cannot read {path}: {exception.Message}", exception);
        }
    }

    /// <summary>Rules are counted from 0, as in the server's configuration.</summary>
    private static string Tell(string? path, RuleProblem problem) => problem switch
    {
        { Rule: null } => $"--policy: {problem.Sentence}",
        { Option: null } => $"--rules: {path}: rule {problem.Rule}: {problem.Sentence}",
        _ => $"--rules: {path}: rule {problem.Rule}: {problem.Option}: {problem.Sentence}",
    };
}
