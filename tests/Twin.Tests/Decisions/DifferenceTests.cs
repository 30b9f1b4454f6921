namespace OrleansScaler.Twin.Tests.Decisions;

public sealed class DifferenceTests
{
    [Fact]
    public void Find_SameLines_IsNone() => Assert.Null(Difference.Find(["a", "b"], ["a", "b"]));

    [Theory]
    [InlineData("a,b,c", "a,x,c", "Line 2 differs", "  simulated b", "  live      x")]
    [InlineData("a,b", "a", "Line 2 differs", "  simulated b", "  live      (nothing more)")]
    [InlineData("a", "a,b", "Line 2 differs", "  simulated (nothing more)", "  live      b")]
    public void Find_OtherLines_ShowsTheFirstWithWhatCameBefore(
        string simulated, string live, string where, string left, string right)
    {
        var difference = Difference.Find(simulated.Split(','), live.Split(','));

        Assert.StartsWith(where, difference, StringComparison.Ordinal);
        string[] lines = difference!.Split(Environment.NewLine);
        Assert.Equal("            a", lines[1]);
        Assert.Contains(left, lines);
        Assert.Contains(right, lines);
    }
}
