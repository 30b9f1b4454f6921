using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OrleansScaler.Architecture.Tests.Sources;

namespace OrleansScaler.Architecture.Tests.Habits;

public sealed class ReadmeTests
{
    private const string Readme = "README.md";
    private const string EntryScript = "scaler";

    [Fact]
    public void Commands_InTheReadme_AreVerbs()
    {
        if (!Repository.Exists(Readme))
        {
            return;
        }

        var named = Regex.Matches(Repository.Read(Readme), @"\./scaler ([a-z][a-z-]*)")
            .Select(match => match.Groups[1].Value)
            .Distinct();

        Expect.None(named.Except(Verbs()).Select(verb => $"{Readme}: './scaler {verb}' is no verb"));
    }

    /// <summary>Words of the entry script, and the command line's own string literals.</summary>
    private static HashSet<string> Verbs()
    {
        var script = Repository.Exists(EntryScript) ? Repository.Read(EntryScript) : "";
        return Regex.Matches(script, "[a-z][a-z-]*")
            .Select(match => match.Value)
            .Concat(Repository.ProductSources
                .Where(source => Repository.RoomOf(source.Path) == "Cli")
                .SelectMany(source => source.Syntax.DescendantNodes().OfType<LiteralExpressionSyntax>())
                .Select(literal => literal.Token.ValueText))
            .ToHashSet();
    }
}
