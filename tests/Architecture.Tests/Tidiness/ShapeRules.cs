using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OrleansScaler.Architecture.Tests.Sources;

namespace OrleansScaler.Architecture.Tests.Tidiness;

/// <summary>What a file holds, what it is called and what must not be in it.</summary>
internal static class ShapeRules
{
    public const string TypesInFile = "types-in-file";
    public const string FileName = "file-name";
    public const string Unfinished = "unfinished";
    public const string Conditional = "conditional-code";
    public const string SkippedTest = "skipped-test";

    /// <summary>Put together here, so that this file does not find itself.</summary>
    private static readonly string[] s_unfinished =
    [
        "TO" + "DO", "FIX" + "ME", "HA" + "CK", "NotImplemented" + "Exception",
    ];

    /// <summary>One type in a file; generic siblings of one name count as one.</summary>
    public static IEnumerable<Finding> FindCrowdedFiles(SourceFile source)
    {
        var types = TypeNames(source);
        return types.Count > 1
            ? [new Finding(TypesInFile, source.Path, 1, string.Join('+', types), types.Count, 1)]
            : [];
    }

    /// <summary>
    /// The file is called as its type; a part of it <c>Type.Part.cs</c>, a generic one <c>TypeOfResult.cs</c>.
    /// </summary>
    public static IEnumerable<Finding> FindMisnamedFiles(SourceFile source)
    {
        var stem = source.Name.Split('.', '{', '`')[0];
        var types = TypeNames(source);
        var fits = types.Contains(stem) || types.Any(type => stem.StartsWith($"{type}Of", StringComparison.Ordinal));
        return types.Count > 0 && !fits
            ? [new Finding(FileName, source.Path, 1, types[0], 1, 0)]
            : [];
    }

    public static IEnumerable<Finding> FindUnfinished(SourceFile source) =>
        from line in source.Lines.Index()
        from word in s_unfinished
        where Words.Holds(line.Item, word)
        select new Finding(Unfinished, source.Path, line.Index + 1, word, 1, 0);

    public static IEnumerable<Finding> FindConditionalCode(SourceFile source) =>
        source.Syntax.DescendantTrivia()
            .Where(trivia => trivia.IsKind(SyntaxKind.IfDirectiveTrivia))
            .Select(trivia => new Finding(
                Conditional, source.Path, SourceFile.LineOf(trivia.GetLocation()), "", 1, 0));

    public static IEnumerable<Finding> FindSkippedTests(SourceFile source) =>
        source.Syntax.DescendantNodes().OfType<AttributeSyntax>()
            .SelectMany(attribute => attribute.ArgumentList?.Arguments ?? [])
            .Where(argument => argument.NameEquals?.Name.Identifier.Text == "Skip")
            .Select(argument => new Finding(
                SkippedTest, source.Path, SourceFile.LineOf(argument.GetLocation()), "", 1, 0));

    private static List<string> TypeNames(SourceFile source) =>
    [
        .. source.Syntax.DescendantNodes()
            .Where(node => node.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax)
            .Select(node => node switch
            {
                BaseTypeDeclarationSyntax type => type.Identifier.Text,
                DelegateDeclarationSyntax type => type.Identifier.Text,
                _ => null,
            })
            .OfType<string>()
            .Distinct(),
    ];
}
