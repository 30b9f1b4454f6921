using OrleansScaler.Architecture.Tests.Sources;

namespace OrleansScaler.Architecture.Tests.Tidiness;

/// <summary>Every C# file here keeps to the limits of the style guide, whichever folder it stands in.</summary>
public sealed class TidinessTests
{
    private static readonly string[] s_texts =
    [
        ".cs", ".csproj", ".props", ".targets", ".proto", ".md", ".txt", ".json", ".yml", ".yaml", ".sh", ".sln",
    ];

    private static readonly string[] s_kinds = ["Interfaces", "Models", "Utils", "Helpers", "Common"];

    [Fact]
    public void Repository_ThisTest_SeesTheSources()
    {
        Assert.Contains(Repository.Sources, source => source.Name == "TidinessTests.cs");
        Assert.Contains(Repository.Sources, source => source.Path == "Scheduling/Pools/SlotPool.cs");
        Assert.DoesNotContain(Repository.Files, file => file.Contains("/obj/", StringComparison.Ordinal));
    }

    [Fact]
    public void Files_All_AreShort() => Hold(SizeRules.FileLines, SizeRules.FindLongFiles);

    [Fact]
    public void Lines_All_FitTheColumns() => Hold(SizeRules.LineColumns, SizeRules.FindLongLines);

    [Fact]
    public void Methods_All_AreShort() => Hold(SizeRules.MethodLines, SizeRules.FindLongMethods);

    [Fact]
    public void Constructors_All_TakeFewParameters() =>
        Hold(SizeRules.ConstructorParameters, SizeRules.FindWideConstructors);

    [Fact]
    public void Files_All_HoldOneType() => Hold(ShapeRules.TypesInFile, ShapeRules.FindCrowdedFiles);

    [Fact]
    public void Files_All_AreCalledAsTheirType() => Hold(ShapeRules.FileName, ShapeRules.FindMisnamedFiles);

    [Fact]
    public void Files_All_AreFinished() => Hold(ShapeRules.Unfinished, ShapeRules.FindUnfinished);

    [Fact]
    public void Files_All_AreTheSameInEveryBuild() => Hold(ShapeRules.Conditional, ShapeRules.FindConditionalCode);

    [Fact]
    public void Tests_All_Run() => Hold(ShapeRules.SkippedTest, ShapeRules.FindSkippedTests);

    [Fact]
    public void Texts_All_EndTheirLinesAlike()
    {
        var wrong = Repository.Files
            .Where(file => s_texts.Contains(Path.GetExtension(file)))
            .Select(file => (File: file, Text: Repository.Read(file)))
            .Where(file => file.Text.Contains('\r') || (file.Text.Length > 0 && !file.Text.EndsWith('\n')))
            .Select(file => $"{file.File}: {(file.Text.Contains('\r') ? "holds CR" : "ends without a line end")}");

        Expect.None(wrong);
    }

    [Fact]
    public void Folders_All_AreConceptsAndNotKinds()
    {
        var wrong = Repository.Files.Where(file => file.Split('/')[..^1].Intersect(s_kinds).Any());

        Expect.None(wrong);
    }

    [Fact]
    public void Rules_WhatTheyLookFor_IsFound()
    {
        Assert.True(Words.Holds("// TO" + "DO: later", "TO" + "DO"));
        Assert.False(Words.Holds("a mas" + "todon, TO" + "DOs", "TO" + "DO"));
    }

    private static void Hold(string rule, Func<SourceFile, IEnumerable<Finding>> find) =>
        Expect.None(Ratchet.Apply([rule], Repository.Sources.SelectMany(find)));
}
