using Microsoft.CodeAnalysis.CSharp.Syntax;
using OrleansScaler.Architecture.Tests.Sources;

namespace OrleansScaler.Architecture.Tests.Tidiness;

/// <summary>How large things may be.</summary>
internal static class SizeRules
{
    public const string FileLines = "file-lines";
    public const string LineColumns = "line-columns";
    public const string MethodLines = "method-lines";
    public const string ConstructorParameters = "constructor-parameters";

    private const int MaximumFileLines = 400;
    private const int MaximumColumns = 120;
    private const int MaximumMethodLines = 70;
    private const int MaximumParameters = 6;

    public static IEnumerable<Finding> FindLongFiles(SourceFile source) =>
        source.Lines.Count > MaximumFileLines
            ? [new Finding(FileLines, source.Path, 1, "", source.Lines.Count, MaximumFileLines)]
            : [];

    public static IEnumerable<Finding> FindLongLines(SourceFile source) =>
        source.Lines.Index()
            .Where(line => line.Item.Length > MaximumColumns)
            .Select(line =>
                new Finding(LineColumns, source.Path, line.Index + 1, "", line.Item.Length, MaximumColumns));

    /// <summary>Methods and everything else with a body; what stands inside one counts as its lines too.</summary>
    public static IEnumerable<Finding> FindLongMethods(SourceFile source)
    {
        foreach (var node in source.Syntax.DescendantNodes())
        {
            var name = node switch
            {
                BaseMethodDeclarationSyntax method => NameOf(method),
                LocalFunctionStatementSyntax local => local.Identifier.Text,
                AccessorDeclarationSyntax accessor => NameOf(accessor),
                _ => null,
            };
            var lines = node.GetLocation().GetLineSpan();
            var count = lines.EndLinePosition.Line - lines.StartLinePosition.Line + 1;
            if (name is not null && count > MaximumMethodLines)
            {
                var line = SourceFile.LineOf(node.GetLocation());
                yield return new Finding(MethodLines, source.Path, line, name, count, MaximumMethodLines);
            }
        }
    }

    public static IEnumerable<Finding> FindWideConstructors(SourceFile source)
    {
        foreach (var node in source.Syntax.DescendantNodes())
        {
            var (name, parameters) = node switch
            {
                ConstructorDeclarationSyntax constructor => (constructor.Identifier.Text, constructor.ParameterList),
                TypeDeclarationSyntax type => (type.Identifier.Text, type.ParameterList),
                _ => ("", null),
            };
            if (parameters?.Parameters.Count is { } count && count > MaximumParameters)
            {
                var line = SourceFile.LineOf(node.GetLocation());
                yield return new Finding(ConstructorParameters, source.Path, line, name, count, MaximumParameters);
            }
        }
    }

    private static string NameOf(BaseMethodDeclarationSyntax method) => method switch
    {
        MethodDeclarationSyntax named => named.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => method.Kind().ToString(),
    };

    private static string NameOf(AccessorDeclarationSyntax accessor) =>
        accessor.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is { } property
            ? $"{property.Identifier.Text}.{accessor.Keyword.Text}"
            : accessor.Keyword.Text;
}
