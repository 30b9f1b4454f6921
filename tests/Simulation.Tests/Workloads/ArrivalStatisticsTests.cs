using static OrleansScaler.Simulation.Tests.Workloads.Played;

namespace OrleansScaler.Simulation.Tests.Workloads;

/// <summary>
/// The seed is fixed, so nothing flickers; each tolerance is some four standard errors of what is drawn.
/// </summary>
public sealed class ArrivalStatisticsTests
{
    [Fact]
    public void Poisson_Gaps_HaveTheRateAndVariationOne()
    {
        var calls = Calls("poisson,functions=10,hours=10,rate=0.5");

        // 10 · 36,000 s · 0.5/s = 180,000 calls, standard error 424.
        Assert.InRange(calls.Count, 178_300, 181_700);
        Assert.InRange(Variation(Gaps(calls)), 0.99, 1.01);
    }

    [Fact]
    public void Poisson_Counts_AreAsSpreadAsTheirMean() =>
        Assert.InRange(
            Dispersion(Open("poisson,functions=50,hours=10,rate=0.2"), TimeSpan.FromMinutes(5)), 0.92, 1.08);

    [Theory]
    [InlineData(0.5, 0.01)]
    [InlineData(2, 0.05)]
    [InlineData(4, 0.1)]
    public void Gamma_Gaps_HaveTheRateAndTheVariation(double variation, double tolerance)
    {
        var calls = Calls(FormattableString.Invariant($"gamma,functions=20,hours=24,rate=0.2,cv={variation}"));

        // The index of dispersion of such a process is cv², so the count's error grows with cv.
        var expected = 20 * 86_400 * 0.2;
        var error = variation * Math.Sqrt(expected);
        Assert.InRange(calls.Count, expected - (4 * error), expected + (4 * error));
        Assert.InRange(Variation(Gaps(calls)), variation * (1 - tolerance), variation * (1 + tolerance));
    }

    [Fact]
    public void Mmpp_Counts_HaveTheRateAndTheDispersionOfTheFormula()
    {
        var trace = Open("mmpp,functions=100,hours=48,rate=0.5,peak=20,quiet=300s,burst=30s");

        // quiet rate = 0.5 · 330 / 900 = 0.1833/s, burst 3.6667/s; states change at a = 1/300 and b = 1/30 a second.
        // Variance / mean of counts in t: 1 + 2 d² p q / (m s) · (1 - (1 - e^(-s t)) / (s t)), with d = 3.4833,
        // p q = (10/11) (1/11), s = a + b = 0.036667, m = 0.5; t = 120 s: s t = 4.4.
        // = 1 + 2 · 12.1336 · 0.082645 / 0.0183333 · (1 - 0.98772 / 4.4) = 1 + 109.39 · 0.77552 = 85.8.
        Assert.InRange(Dispersion(trace, TimeSpan.FromSeconds(120)), 80, 92);

        // Over long times the dispersion is 110: the error of 8,640,000 calls is √(110 · 8.64 M) = 30,800.
        Assert.InRange(trace.CallCount, 8_640_000 - 123_000, 8_640_000 + 123_000);
    }

    [Fact]
    public void Diurnal_Rate_FollowsTheSine()
    {
        var calls = Calls("diurnal,functions=20,hours=24,rate=0.1,swing=0.8");

        // The day is at its mean at 0 h and at its peak at 6 h. Over the quarters round peak and trough the sine's
        // mean is ±2√2/π = ±0.9: shares of the calls (1 ± 0.72) / 4.
        var day = calls.Count;
        Assert.InRange(day, 172_800 - 1_700, 172_800 + 1_700);
        Assert.InRange(calls.Count(call => call.At.TotalHours is >= 3 and < 9) / (double)day, 0.425, 0.435);
        Assert.InRange(calls.Count(call => call.At.TotalHours is >= 15 and < 21) / (double)day, 0.067, 0.073);
    }

    [Fact]
    public void Periodic_Gaps_LeaveThePeriodByTheJitterAtMost()
    {
        var calls = Calls("periodic,functions=20,hours=4,every=60s,jitter=0.1");

        // 240 ticks; a function whose phase lies in the jitter at an end may have one more or less.
        Assert.All(calls.GroupBy(call => call.Function), function => Assert.InRange(function.Count(), 239, 241));
        Assert.All(Gaps(calls), gap => Assert.InRange(gap, 54, 66));
        Assert.True(calls.Where(call => call.At.TotalSeconds < 66).Select(call => call.At).Distinct().Count() >= 20);
    }

    [Fact]
    public void LockStep_Groups_AreCalledWithinASecond()
    {
        var trace = Open("lockstep,functions=12,size=4,hours=10,every=30s,spread=1s");

        foreach (var group in trace.Calls().GroupBy(call => call.Function / 4))
        {
            var members = group.GroupBy(call => call.Function)
                .Select(function => function.Select(call => call.At.TotalSeconds).ToList()).ToList();
            Assert.Equal(4, members.Count);
            for (var beat = 0; beat < members.Min(member => member.Count); beat++)
            {
                var together = members.Select(member => member[beat]).ToList();
                Assert.InRange(together.Max() - together.Min(), 0, 1);
            }

            // 1,200 beats with gaps of 1 s + exponential 29 s: error √1,200 · 29/30 = 33.
            Assert.InRange(members[0].Count, 1_065, 1_335);
        }
    }

    [Fact]
    public void Burst_Calls_ComeAtOneInstantEveryPeriod()
    {
        var trace = Open("burst,calls=40,every=10m,hours=1,exec-ms=20,init-ms=1500");

        var bursts = trace.Calls().GroupBy(call => call.At).ToList();

        Assert.Equal(6, bursts.Count);
        Assert.All(bursts, burst => Assert.Equal(40, burst.Count()));
        Assert.All(bursts.Zip(bursts.Skip(1)), pair => Assert.Equal(
            TimeSpan.FromMinutes(10), pair.Second.Key - pair.First.Key));
        Assert.All(trace.Calls(), call => Assert.Equal(TimeSpan.FromMilliseconds(20), call.Duration));
        Assert.Equal(TimeSpan.FromMilliseconds(1500), trace.Functions[0].InitDuration);
    }

    [Fact]
    public void Burst_Spread_ComesEvenlyWithinIt()
    {
        var trace = Open("burst,calls=4,every=10m,hours=1,spread=2s");

        var first = trace.Calls().Take(4).Select(call => call.At).ToArray();

        Assert.Equal([0, 0.5, 1, 1.5], first.Select(at => (at - first[0]).TotalSeconds));
    }

    [Fact]
    public void Churn_Functions_AppearAndDie()
    {
        var trace = Open("churn,functions=400,hours=10,life=20m,rate=0.1");

        var spans = trace.Calls().GroupBy(call => call.Function)
            .Select(function => (First: function.First().At, Last: function.Last().At)).ToList();

        // Born evenly over ten hours: half of them after five. Mean of a life 20 min, error 1 min.
        Assert.InRange(spans.Count(span => span.First > TimeSpan.FromHours(5)), 150, 250);
        Assert.InRange(spans.Average(span => (span.Last - span.First).TotalMinutes), 16, 24);
    }

    [Theory]
    [InlineData("solo,functions=20,hours=6,every=30m,alone=10m,rate=0.1")]
    [InlineData("mix,functions=4,hours=6")]
    public void Solo_Stretches_HaveOneFunctionOnly(string workload)
    {
        var stretches = Calls(workload)
            .Where(call => call.At.TotalMinutes % 30 >= 20)
            .GroupBy(call => (int)(call.At.TotalMinutes / 30)).ToList();

        Assert.Equal(12, stretches.Count);
        Assert.All(stretches, stretch => Assert.Single(stretch.DistinctBy(call => call.Function)));
        Assert.Equal(3, stretches.Select(stretch => stretch.First().Function).Distinct().Count());
    }

    [Fact]
    public void Week_ShorterAndSmaller_HasItsCallsUnevenlyShared()
    {
        var trace = Open("week,functions=100,calls=200000,skew=1");

        // Shares 1/k: function 1 has 1 / 5.187 of the calls, function 2 half of that; errors √200,000 = 447, 196.
        Assert.InRange(trace.CallCount, 198_000, 202_000);
        Assert.Equal(TimeSpan.FromDays(7), trace.Length);
        Assert.InRange(Of(trace, "week-0").Count, 38_557 - 800, 38_557 + 800);
        Assert.InRange(Of(trace, "week-1").Count, 19_278 - 600, 19_278 + 600);
    }
}
