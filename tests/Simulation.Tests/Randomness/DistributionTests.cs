using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Tests.Randomness;

/// <summary>Tolerances are four standard errors of 200,000 draws or more; the seed is fixed.</summary>
public sealed class DistributionTests
{
    private const int Draws = 200_000;
    private const ulong Seed = 42;

    [Fact]
    public void NextNormal_ManyDraws_HaveMeanZeroDeviationOne()
    {
        var (mean, deviation) = Of((ref SeededRandom random) => random.NextNormal());

        Assert.InRange(mean, -0.01, 0.01);
        Assert.InRange(deviation, 0.99, 1.01);
    }

    [Theory]
    [InlineData(0.0625, 0.02)]
    [InlineData(0.5, 0.02)]
    [InlineData(1, 0.01)]
    [InlineData(4, 0.01)]
    [InlineData(30, 0.01)]
    public void NextGamma_Shape_IsMeanAndVariance(double shape, double tolerance)
    {
        var (mean, deviation) = Of((ref SeededRandom random) => random.NextGamma(shape));

        Assert.InRange(mean / shape, 1 - (2 * tolerance), 1 + (2 * tolerance));
        Assert.InRange(deviation / Math.Sqrt(shape), 1 - (2 * tolerance), 1 + (2 * tolerance));
    }

    [Fact]
    public void NextLognormal_Sigma_GivesTheMean()
    {
        var (mean, _) = Of((ref SeededRandom random) => random.NextLognormal(0.5));

        Assert.InRange(mean / Math.Exp(0.125), 0.99, 1.01);
    }

    [Fact]
    public void NextPareto_Shape_IsTheTailsExponent()
    {
        var random = new SeededRandom(Seed);
        var above = Enumerable.Range(0, Draws).Count(_ => random.NextPareto(1.5) > 4);

        // 4^-1.5 = 1/8.
        Assert.InRange(above / (double)Draws, 0.122, 0.128);
    }

    private static (double Mean, double Deviation) Of(Draw draw)
    {
        var random = new SeededRandom(Seed);
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < Draws; i++)
        {
            var value = draw(ref random);
            sum += value;
            squares += value * value;
        }

        var mean = sum / Draws;
        return (mean, Math.Sqrt((squares / Draws) - (mean * mean)));
    }

    private delegate double Draw(ref SeededRandom random);
}
