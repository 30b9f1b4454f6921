using OrleansScaler.Scheduling.Spares;
using OrleansScaler.Scheduling.Tests.Pools;

namespace OrleansScaler.Scheduling.Tests.Spares;

public class GenericPoolPolicyTests
{
    private static readonly DateTimeOffset T0 = PoolStory.T0;

    // A GB·s costs 0.01 s here. Asked for at once: n of them are a rate of n/60 a second.
    [Theory]
    [InlineData(0, 1024, 1_000, "0 NothingForeseen")]
    [InlineData(1, 1024, 0, "0 NothingForeseen")] // creates take no time
    [InlineData(1, 1024, 590, "0 NothingForeseen")] // 1/60 · 0.59 = 0.0098 under way, below 0.01
    [InlineData(1, 1024, 660, "1 SpareDemand until 5.719")] // 0.011, below 0.01 after 60 · ln 1.1
    [InlineData(1, 128, 100, "1 SpareDemand until 17.261")] // 0.1/60, below 0.00125 after 60 · ln(4/3)
    [InlineData(12, 1024, 1_000, "2 SpareDemand until 41.589")] // 0.2; the margin is worth it down to √0.01 = 0.1
    [InlineData(72, 1024, 1_000, "3 SpareDemand until 10.939")] // 1.2, so two and the margin, until 1: 60 · ln 1.2
    [InlineData(60_000, 1024, 1_000, "64 SpareDemand until 165.877")] // 1,000, as many as ever; until 63
    public void Decide_AskedForAtOnce_IsLittlesLaw(int asked, double memory, double createMs, string expected)
    {
        var demand = new SpareDemand();
        for (var i = 0; i < asked; i++)
        {
            demand.Asked(taken: false, T0);
        }

        var decision = new GenericPoolPolicy(0.01).Decide(
            new SpareSnapshot(T0, memory / 1024, 0, 0, TimeSpan.FromMilliseconds(createMs), demand));

        var again = decision.AskAgainAt is { } at
            ? FormattableString.Invariant($" until {(at - T0).TotalSeconds:0.###}")
            : "";
        Assert.Equal(expected, $"{decision.Spares} {decision.Reason}{again}");
    }

    [Fact]
    public void Demand_SteadyRate_IsThatRate()
    {
        var demand = new SpareDemand();
        for (var i = 0; i <= 3_000; i++)
        {
            demand.Asked(taken: i % 2 == 0, T0.AddMilliseconds(200 * i));
        }

        // Five a second; right after one the count is half a one above the mean of 300.
        Assert.Equal(5, demand.RateAt(T0.AddMinutes(10)), 0.02);
        Assert.Equal((1_501, 1_500), (demand.Taken, demand.Missed));
    }

    [Fact]
    public void FallsBelow_ItsInstant_IsTheFirstBelow()
    {
        var demand = new SpareDemand();
        demand.Asked(taken: false, T0);
        demand.Asked(taken: false, T0.AddSeconds(7));

        var at = demand.FallsBelow(0.01);

        Assert.True(demand.RateAt(at) < 0.01);
        Assert.Equal(0.01, demand.RateAt(at), 1e-8);
    }
}
