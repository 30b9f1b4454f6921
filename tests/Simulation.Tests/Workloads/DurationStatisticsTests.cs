using static OrleansScaler.Simulation.Tests.Workloads.Played;

namespace OrleansScaler.Simulation.Tests.Workloads;

public sealed class DurationStatisticsTests
{
    [Fact]
    public void Lognormal_Executions_HaveTheirMedianAndStayBelowTheBound()
    {
        var durations = Milliseconds("lognormal,functions=10,hours=10,rate=0.5,exec-ms=1000,sigma=1.5,most-ms=60000");

        // Median 1000 · e^-1.125 = 324.7 ms; the bound, 3.5 sigmas up, cuts one in four thousand.
        Assert.InRange(durations[durations.Count / 2], 318, 331);
        Assert.InRange(durations[^1], 40_000, 60_000);
        Assert.True(durations[0] > 0);
    }

    [Fact]
    public void Pareto_Executions_HaveTheTailBetweenTheBounds()
    {
        var durations = Milliseconds("pareto,functions=10,hours=10,rate=0.5,shape=1.2,least-ms=100,most-ms=300000");

        // Above 1 s: 10^-1.2 = 6.3 %; the upper bound takes 0.007 % off.
        Assert.InRange(durations.Count(ms => ms > 1000) / (double)durations.Count, 0.061, 0.065);
        Assert.InRange(durations[0], 100, 100.1);
        Assert.InRange(durations[^1], 100_000, 300_000);
    }

    [Fact]
    public void Others_Executions_HaveTheMeanThatIsGiven() =>
        Assert.InRange(Milliseconds("poisson,functions=10,hours=10,exec-ms=80").Average(), 79.3, 80.7);

    private static List<double> Milliseconds(string workload) =>
        [.. Calls(workload).Select(call => call.Duration.TotalMilliseconds).Order()];
}
