using OrleansScaler.Architecture.Tests.Sources;

namespace OrleansScaler.Architecture.Tests.Tidiness;

public sealed class RatchetTests
{
    private const string Rule = "file-lines";

    [Fact]
    public void Apply_UnknownFinding_SaysWhereAndHowMuch()
    {
        Assert.Equal(["A.cs:1: file-lines: 450 > 400"], Apply("", Found(450)));
    }

    [Fact]
    public void Apply_KnownFinding_IsLetPass()
    {
        Assert.Empty(Apply("# known\n\nfile-lines A.cs - 450\n", Found(450)));
    }

    [Fact]
    public void Apply_KnownFindingGrew_IsReported()
    {
        Assert.Equal(["A.cs:1: file-lines: 451 > 400"], Apply("file-lines A.cs - 450", Found(451)));
    }

    [Fact]
    public void Apply_KnownFindingShrank_WantsTheEntryToFollow()
    {
        var line = Assert.Single(Apply("file-lines A.cs - 450", Found(420)));

        Assert.Contains("down to 420", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_EntryNotNeeded_WantsItRemoved()
    {
        Assert.Contains("needed no more", Assert.Single(Apply("file-lines A.cs - 450")), StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_EntryOfAnotherRule_IsLeftAlone()
    {
        Assert.Empty(Apply("line-columns A.cs - 3"));
    }

    private static Finding Found(int size) => new(Rule, "A.cs", 1, "", size, 400);

    private static IReadOnlyList<string> Apply(string known, params Finding[] findings) =>
        Ratchet.Apply(Ratchet.Parse(known), [Rule], findings);
}
