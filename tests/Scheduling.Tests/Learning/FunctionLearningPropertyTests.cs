using OrleansScaler.Scheduling.Learning;

namespace OrleansScaler.Scheduling.Tests.Learning;

/// <summary>What holds whatever a function does. The seed stands in every message.</summary>
public sealed class FunctionLearningPropertyTests
{
    private const double Limit = 256;
    private const int Runs = 2_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Returned_AnyFunction_KeepsItsBounds(int seed)
    {
        var random = new Random(seed);
        var options = new LearningOptions { MaximumConcurrency = random.Next(1, 40) };
        var learning = new FunctionLearning(options, Limit);
        var (now, ceiling, ceilingUntil) = (LearningStory.T0, int.MaxValue, LearningStory.T0);
        var perRequest = new List<double>();
        var (own, each, ms) = (random.Next(40), 1 + random.Next(30), 1 + random.Next(500));
        for (var run = 0; run < Runs; run++)
        {
            var began = now;
            now += TimeSpan.FromSeconds(random.Next(60));
            var before = learning.Concurrency;
            var company = 1 + (random.NextDouble() * (before - 1));
            if (run % 500 == 0)
            {
                each = 1 + random.Next(60);
            }

            var memory = own + (each * company * (0.5 + random.NextDouble()));
            var end = memory > Limit ? RunEnd.OutOfMemory : random.Next(500) == 0 ? RunEnd.Failed : RunEnd.Good;
            var change = learning.Returned(
                new FinishedRun
                {
                    Began = began,
                    Duration = TimeSpan.FromMilliseconds(ms * 2 * random.NextDouble()),
                    Company = company,
                    MemoryMegabytes = Math.Min(memory, Limit),
                    End = end,
                },
                now);
            learning.Sampled(new SlotUse(memory, random.Next(200), random.NextDouble() * before), now);
            var after = learning.Concurrency;
            Assert.True(after >= 1 && after <= options.MaximumConcurrency, $"seed {seed}, run {run}: {after}");

            if (end == RunEnd.Good && company >= 0.75 * before)
            {
                perRequest.Add(Math.Min(memory, Limit) / company);
            }

            var seen = perRequest.Count < 5 ? 0 : Percentile95(perRequest.TakeLast(32));
            Assert.True(
                after == 1 || after * seen <= options.MemoryGuard * Limit * 1.000_001,
                $"seed {seed}, run {run}: {before} to {after} ({change?.Reason}) though {seen} MB each");

            if (end == RunEnd.OutOfMemory)
            {
                Assert.True(after <= Math.Max(1, before / 2), $"seed {seed}, run {run}: killed at {before}");
                (ceiling, ceilingUntil) = (Math.Min(after, Ceiling()), now + options.OutOfMemoryPause);
            }

            Assert.True(after <= Ceiling(), $"seed {seed}, run {run}: {after} past the ceiling of {ceiling}");
            if (after != before)
            {
                perRequest.Clear();
            }

            int Ceiling() => now < ceilingUntil ? ceiling : int.MaxValue;
        }
    }

    private static double Percentile95(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)Math.Ceiling(0.95 * sorted.Length) - 1];
    }
}
