using OrleansScaler.Simulation.Traces;
using static OrleansScaler.Simulation.Tests.Workloads.Played;

namespace OrleansScaler.Simulation.Tests.Workloads;

public sealed class SyntheticTraceTests
{
    /// <summary>Every workload, small.</summary>
    private static readonly string[] s_workloads =
    [
        "poisson,functions=5", "gamma,functions=5", "mmpp,functions=5", "diurnal,functions=5", "periodic,functions=5",
        "lockstep,functions=7", "burst", "lognormal,functions=5", "pareto,functions=5", "churn,functions=20",
        "solo,functions=5", "mix,functions=3,hours=1", "week,functions=10,calls=5000",
    ];

    public static TheoryData<string> Workloads => new(s_workloads);

    [Fact]
    public void Workloads_OfTheseTests_AreAllThereAre() =>
        Assert.Equal(
            Simulation.Workloads.SyntheticWorkload.Known.Order(),
            s_workloads.Select(workload => workload.Split(',')[0]).Order());

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Calls_AnyWorkload_AreOrderedWithinTheLengthAndAsManyAsCounted(string workload)
    {
        var trace = Open(workload);

        var calls = trace.Calls().ToList();

        Assert.NotEmpty(calls);
        Assert.Equal(trace.CallCount, calls.Count);
        Assert.Equal(calls.OrderBy(call => call.At).ThenBy(call => call.Function), calls);
        Assert.All(calls, call => Assert.InRange(call.At, TimeSpan.Zero, trace.Length - TimeSpan.FromTicks(1)));
        Assert.All(calls, call => Assert.True(call.Duration > TimeSpan.Zero && call.Good));
        Assert.Equal(trace.Functions.Count, trace.Functions.DistinctBy(function => function.Spec.Key).Count());
    }

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Calls_AgainAndWithAnotherSeed_AreTheSameAndOthers(string workload)
    {
        var trace = Open(workload);
        var calls = trace.Calls().ToList();

        Assert.Equal(calls, trace.Calls());
        Assert.Equal(calls, Calls(workload));
        Assert.NotEqual(calls, Calls(workload, seed: 43));
    }

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Calls_OfAPart_AreThoseOfTheWhole(string workload)
    {
        var whole = Open(workload);
        var (from, length) = (TimeSpan.FromMinutes(7), TimeSpan.FromMinutes(31));

        var part = Open(workload, new TraceOptions { From = from, For = length });

        Assert.Equal(
            whole.Calls().Where(call => call.At >= from && call.At < from + length)
                .Select(call => call with { At = call.At - from }),
            part.Calls());
        Assert.Equal(part.Calls().LongCount(), part.CallCount);
        Assert.Equal(length, part.Length);
        Assert.Equal(whole.Start + from, part.Start);
    }

    /// <summary>A week is left out: its total is given, so one function more takes calls from the others.</summary>
    [Theory]
    [InlineData("poisson")]
    [InlineData("gamma")]
    [InlineData("mmpp")]
    [InlineData("diurnal")]
    [InlineData("periodic")]
    [InlineData("lockstep")]
    [InlineData("burst")]
    [InlineData("lognormal")]
    [InlineData("pareto")]
    [InlineData("churn")]
    [InlineData("solo")]
    public void Calls_OfAFunction_DoNotDependOnTheOthers(string workload)
    {
        var few = Open(workload + ",functions=4,hours=2");
        var many = Open(workload + ",functions=9,hours=2");

        foreach (var function in few.Functions)
        {
            var key = function.Spec.Key.Value;
            Assert.Equal(Of(few, key), Of(many, key));
        }
    }

    [Fact]
    public void Mix_Functions_AreOfEveryKind()
    {
        var kinds = Open("mix,functions=2").Functions.Select(f => f.Spec.Key.Value.Split('-')[0]).Distinct();

        Assert.Equal(
            Simulation.Workloads.SyntheticWorkload.Known.Where(name => name is not ("mix" or "week")), kinds);
    }

    [Fact]
    public void Functions_WithAndWithoutMemory_TakeItOrTheUsualSizesInTurn()
    {
        Assert.Equal(
            [128, 256, 512, 1024, 128], Open("poisson,functions=5").Functions.Select(f => f.Spec.MemoryMegabytes));
        Assert.Equal(
            [300, 300], Open("poisson,functions=2,memory-mb=300").Functions.Select(f => f.Spec.MemoryMegabytes));
    }
}
