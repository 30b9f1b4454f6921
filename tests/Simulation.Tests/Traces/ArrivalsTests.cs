using OrleansScaler.Simulation.Randomness;
using OrleansScaler.Simulation.Traces;

namespace OrleansScaler.Simulation.Tests.Traces;

public sealed class ArrivalsTests
{
    private const int Calls = 100_000;

    [Fact]
    public void Fill_Equidistant_IsExact()
    {
        Assert.Equal(
            [10_000.0, 30_000.0, 50_000.0],
            Fill(3, ArrivalPattern.Equidistant, 1).Select(offset => offset.TotalMilliseconds));
    }

    [Fact]
    public void Fill_Uniform_FillsTheMinuteEvenly()
    {
        var offsets = Fill(Calls, ArrivalPattern.Uniform, 42);

        Assert.InRange(offsets.Average(offset => offset.TotalSeconds), 29.8, 30.2);
        Assert.InRange(offsets.Count(offset => offset < TimeSpan.FromSeconds(6)), 9_700, 10_300);
    }

    [Fact]
    public void Fill_Exponential_HasGapsAsLongAsTheirSpread()
    {
        var offsets = Fill(Calls, ArrivalPattern.Exponential, 42);
        var gaps = offsets.Zip(offsets.Skip(1), (a, b) => (b - a).TotalMilliseconds).ToArray();
        var mean = gaps.Average();
        var deviation = Math.Sqrt(gaps.Average(gap => (gap - mean) * (gap - mean)));

        // 60,000 ms over 100,000 gaps; an exponential's standard deviation is its mean.
        Assert.InRange(mean, 0.599, 0.601);
        Assert.InRange(deviation / mean, 0.98, 1.02);
    }

    [Theory]
    [InlineData(ArrivalPattern.Uniform)]
    [InlineData(ArrivalPattern.Exponential)]
    public void Fill_Random_StaysInTheMinuteInOrder(ArrivalPattern pattern)
    {
        for (var seed = 0UL; seed < 200; seed++)
        {
            var offsets = Fill((int)(seed % 7) + 1, pattern, seed);
            Assert.True(
                offsets.All(o => o >= TimeSpan.Zero && o < TimeSpan.FromMinutes(1))
                && offsets.Order().SequenceEqual(offsets),
                $"seed {seed}");
        }
    }

    private static TimeSpan[] Fill(int count, ArrivalPattern pattern, ulong seed)
    {
        var offsets = new TimeSpan[count];
        var random = new SeededRandom(seed);
        Arrivals.Fill(offsets, pattern, ref random);
        return offsets;
    }
}
