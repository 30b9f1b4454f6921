namespace OrleansScaler.Twin.Tests;

public sealed class TwinNamesTests
{
    [Fact]
    public void All_NamesWithAndWithoutFigures_AreThere()
    {
        string[] expected = ["pool", "fixed:600s", "none", "break-even"];

        Assert.Empty(expected.Except(TwinNames.All));
    }

    [Fact]
    public void SetOf_NameThatLacksItsFigure_SaysWhereToGiveOne()
    {
        var thrown = Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => TwinNames.SetOf("fixed"));

        Assert.Contains("'fixed' cannot be played", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("Policies/Names", thrown.Message, StringComparison.Ordinal);
    }
}
