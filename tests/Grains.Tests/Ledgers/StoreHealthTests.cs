using OrleansScaler.Grains.Ledgers;

namespace OrleansScaler.Grains.Tests.Ledgers;

public sealed class StoreHealthTests
{
    [Theory]
    [InlineData("", false)]
    [InlineData("FF", false)]
    [InlineData("FFF", true)]
    [InlineData("FFFFF", true)]
    [InlineData("FFAF", false)]
    [InlineData("FFFA", false)]
    [InlineData("FFFFFAFF", false)]
    public void IsDown_AfterFailuresAndAnswers_HoldsOnlyAfterThreeFailuresInARow(string story, bool isDown)
    {
        var health = new StoreHealth();
        foreach (var outcome in story)
        {
            if (outcome == 'F')
            {
                health.Failed();
            }
            else
            {
                health.Answered();
            }
        }

        Assert.Equal(isDown, health.IsDown);
    }
}
