namespace OrleansScaler.Scheduling.Tests.Properties;

/// <summary>What holds of a memory budget in any weather. A failure names its policy and seed.</summary>
public sealed class BudgetStormTests
{
    private const int Events = 5_000;

    [Theory]
    [InlineData("faascache:2gb", 1)]
    [InlineData("faascache:2gb", 2)]
    [InlineData("lru:2gb", 3)]
    [InlineData("freq:2gb", 4)]
    [InlineData("size:2gb", 5)]
    [InlineData("landlord:2gb", 6)]
    [InlineData("greedy-dual:2gb:30s", 7)]
    [InlineData("keepalive=idle-cap:2/greedy-dual:2gb+scaleup=patience:1s", 8)]
    public void Run_AnyWeather_TheBudgetHoldsUnlessNoIdleSlotMayGo(string policy, int seed)
    {
        var storm = new BudgetStorm(policy, seed).Run(Events);

        Assert.True(storm.Reclaimed > 100, $"only {storm.Reclaimed} slots were reclaimed");
        Assert.InRange(storm.Exceeded, 1, Events - 1);
    }
}
