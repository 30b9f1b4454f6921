using OrleansScaler.Simulation.Chaos;
using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Tests.Chaos;

public sealed class ChaosFunctionsTests
{
    private readonly ChaosFunctions _functions = new(seed: 1, count: 50);
    private SeededRandom _random = new(1);

    [Fact]
    public void Pick_ManyTimes_HasAFewAllTheTimeAndManyNowAndThen()
    {
        var counts = Enumerable.Range(0, 20_000).CountBy(_ => _functions.Pick(ref _random).Key).ToDictionary();

        // 1 / sum over r of r^-1.3 = 0.37 for the first; 50^-1.3 · 0.37 = 0.23 % for the last.
        Assert.Equal(50, counts.Count);
        Assert.InRange(counts["chaos-000"], 7_000, 7_900);
        Assert.InRange(counts["chaos-049"], 20, 80);
    }

    [Fact]
    public void Make_SameSeedAndName_IsTheSameInEveryProcess()
    {
        Assert.Equal(_functions.Make($"new-1"), new ChaosFunctions(1, 3).Make($"new-1"));
        Assert.NotEqual(_functions.Make($"new-1"), new ChaosFunctions(2, 3).Make($"new-1"));
    }

    [Fact]
    public void DrawRun_Always_EndsBeforeTheTimeOut()
    {
        for (var i = 0; i < 1_000; i++)
        {
            var function = _functions.PickAny(ref _random);

            Assert.InRange(
                function.Timeout.TotalSeconds,
                ChaosFunctions.ShortestTimeoutSeconds,
                ChaosFunctions.LongestTimeoutSeconds);
            Assert.True(ChaosFunctions.DrawRun(function, ref _random) < function.Timeout / 2);
        }
    }
}
