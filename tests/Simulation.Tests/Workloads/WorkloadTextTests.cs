using OrleansScaler.Simulation.Traces;

namespace OrleansScaler.Simulation.Tests.Workloads;

public sealed class WorkloadTextTests
{
    [Fact]
    public void Open_UnknownName_ListsTheKnownNearestFirst()
    {
        var exception = Assert.Throws<TraceException>(() => Played.Open("poison"));

        Assert.StartsWith(
            "synthetic:poison: 'poison' is no workload; it must be one of poisson, ",
            exception.Message,
            StringComparison.Ordinal);
        Assert.Contains("week", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("poisson,rat=1", "'rat' is no key of poisson; it must be one of rate, ")]
    [InlineData("poisson,rate", "'rate' is not written key=value")]
    [InlineData("poisson,", "'' is not written key=value")]
    [InlineData("poisson,rate=fast", "rate is 'fast', not a number from 0.000001 to 10000")]
    [InlineData("poisson,rate=NaN", "rate is 'NaN', not a number from 0.000001 to 10000")]
    [InlineData("poisson,rate=-1", "rate is '-1', not a number from 0.000001 to 10000")]
    [InlineData("poisson,rate=1,rate=2", "rate is given twice")]
    [InlineData("poisson,functions=0", "functions is '0', not a whole number from 1 to 100000")]
    [InlineData("poisson,functions=1.5", "functions is '1.5', not a whole number from 1 to 100000")]
    [InlineData("poisson,hours=1000", "hours is '1000', not a number from 0.01 to 744")]
    [InlineData("gamma,cv=100", "cv is '100', not a number from 0.1 to 20")]
    [InlineData("mmpp,burst=30", "burst is '30', not a duration (500ms, 10s, 5m, 2h) from 1ms to 7d")]
    [InlineData("diurnal,swing=1.1", "swing is '1.1', not a number from 0 to 1")]
    [InlineData("periodic,every=0s", "every is '0s', not a duration (500ms, 10s, 5m, 2h) from 10ms to 7d")]
    [InlineData("lockstep,every=1s,spread=2s", "spread is 2s, not below every, 1s")]
    [InlineData("solo,every=5m,alone=5m", "alone is 5m, not below every, 5m")]
    [InlineData("lognormal,exec-ms=500,most-ms=100", "exec-ms is 500, not below most-ms, 100")]
    [InlineData("pareto,least-ms=100,most-ms=100", "least-ms is 100, not below most-ms, 100")]
    [InlineData("poisson,rate=10000,functions=1000", "36000000000 calls are to be expected; the bound is 1000000000")]
    [InlineData("poisson,rate=0,hours=x", "rate is '0', not a number from 0.000001 to 10000; hours is 'x', not")]
    public void Open_BadText_NamesKeyValueAndBound(string workload, string fault)
    {
        var exception = Assert.Throws<TraceException>(() => Played.Open(workload));

        Assert.StartsWith($"synthetic:{workload}: {fault}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_PartAfterTheEnd_IsRefused()
    {
        var options = new TraceOptions { From = TimeSpan.FromHours(2) };

        var exception = Assert.Throws<TraceException>(() => Played.Open("poisson,hours=2", options));

        Assert.Contains("starts at minute 120, the trace ends at 120", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_EveryKeysBounds_AreAccepted()
    {
        foreach (var definition in Simulation.Workloads.Names.WorkloadNames.All)
        {
            foreach (var key in definition.Keys)
            {
                Assert.Equal(key.Least, key.Read(key.Write(key.Least)));
                Assert.Equal(key.Usual, key.Read(key.Write(key.Usual)));
                Assert.Equal(key.Most, key.Read(key.Write(key.Most)));
            }
        }
    }
}
