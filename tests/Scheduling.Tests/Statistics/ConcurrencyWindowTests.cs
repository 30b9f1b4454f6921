using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Tests.Statistics;

public sealed class ConcurrencyWindowTests
{
    private static readonly DateTimeOffset s_t0 = new(2023, 7, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ConcurrencyWindow _window = new();

    [Fact]
    public void Average_NothingReported_IsNone() => Assert.Equal(0, Average(10, 60));

    [Fact]
    public void Average_AtTheFirstChange_IsItsConcurrency()
    {
        Change(0.5, 7);

        Assert.Equal(7, Average(0.5, 60));
    }

    [Fact]
    public void Average_HistoryShorterThanTheWindow_IsOverTheHistory()
    {
        Change(0, 4);
        Change(6, 0);

        // 24 of area over 12 s; a panic window of 6 s sees only the idle half.
        Assert.Equal(2, Average(12, 60));
        Assert.Equal(0, Average(12, 6));
    }

    [Fact]
    public void Average_ChangesWithinSeconds_IsExactFromWholeSeconds()
    {
        Change(0, 1);
        Change(10.25, 3);
        Change(10.75, 2);

        // From 5: 5.25 s · 1 + 0.5 s · 3 + 0.25 s · 2 = 7.25 over 6 s.
        Assert.Equal(7.25 / 6, Average(11, 6), 12);
    }

    [Fact]
    public void Average_WindowBeginsWithinAChangedSecond_TakesItAsEvenlyFilled()
    {
        Change(0, 0);
        Change(10.5, 4);
        Change(12, 5);

        // Second 10 holds 0.5 s · 4 = 2, of which 0.75 s is in the window: 1.5 (really 2). Then 4 and 4.25 s · 5.
        Assert.Equal((1.5 + 4 + 21.25) / 6, Average(16.25, 6), 12);
    }

    [Fact]
    public void Average_WindowBeginsBeforeTheLastChangeInItsSecond_IsExact()
    {
        Change(0, 0);
        Change(10.5, 4);

        Assert.Equal(5.75 * 4 / 6, Average(16.25, 6), 12);
    }

    [Fact]
    public void Average_LongSinceChanged_IsTheLastConcurrency()
    {
        Change(0, 1);
        Change(1, 5);

        Assert.Equal(5, Average(10_000, 60));
    }

    [Fact]
    public void Average_IdleForAMinuteThenBurst_DoesNotCountTheSilence()
    {
        Change(0, 1);
        Change(1, 0);
        Change(61, 10);

        Assert.Equal(10, Average(63, 60));
    }

    [Fact]
    public void Average_IdleForLessThanAMinuteThenBurst_CountsTheSilence()
    {
        Change(0, 1);
        Change(1, 0);
        Change(60, 10);

        // From 2 on: 58 s idle, 2 s · 10.
        Assert.Equal(20.0 / 60, Average(62, 60), 12);
    }

    [Fact]
    public void Changed_TimeRunsBackwards_CountsAsTheLastChange()
    {
        Change(10, 2);
        Change(5, 4);

        Assert.Equal(4, Average(3, 60));
        Assert.Equal(4, Average(12, 60));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(60.001)]
    public void Average_WindowOutOfRange_IsRefused(double seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Average(0, seconds));

    [Theory]
    [InlineData(1, 0.05)]
    [InlineData(2, 0.5)]
    [InlineData(3, 3)]
    [InlineData(4, 40)]
    public void Average_RandomChanges_AgreesWithTheWholeHistory(int seed, double meanGap)
    {
        var random = new Random(seed);
        var model = new List<(double At, int Level)>();
        var clock = 0.0;
        for (var step = 0; step < 3_000; step++)
        {
            clock += Math.Round(-Math.Log(1 - random.NextDouble()) * meanGap, 3);
            var level = random.Next(3) == 0 ? 0 : random.Next(20);
            if (model.Count == 0 || (model[^1].Level == 0 && clock - model[^1].At >= 60 - 1e-9))
            {
                model.Clear();
                model.Add((clock, level));
            }
            else if (level != model[^1].Level)
            {
                model.Add((clock, level));
            }

            Change(clock, level);
            var length = random.Next(1, 61);
            var whole = Math.Ceiling(clock) + random.Next(5);
            var where = $"seed {seed}, step {step}, at {whole}, window {length}";
            Assert.True(Math.Abs(Average(whole, length) - Naive(model, whole, length)) < 1e-6, where);

            // A border inside a second errs by a quarter of a second times its spread, which is below 20.
            var odd = clock + random.NextDouble();
            var error = Math.Abs(Average(odd, length) - Naive(model, odd, length));
            var span = Math.Min(length, odd - model[0].At);
            Assert.True(error <= (0.25 * 20 / span) + 1e-6, where);
        }
    }

    private static double Naive(List<(double At, int Level)> model, double until, double length)
    {
        var from = Math.Max(until - length, model[0].At);
        var area = 0.0;
        for (var index = 0; index < model.Count; index++)
        {
            var end = index + 1 < model.Count ? model[index + 1].At : until;
            area += model[index].Level * Math.Max(0, Math.Min(end, until) - Math.Max(model[index].At, from));
        }

        return until - from < 1e-9 ? model[^1].Level : area / (until - from);
    }

    private void Change(double second, int concurrency) => _window.Changed(concurrency, At(second));

    private double Average(double second, double window) =>
        _window.Average(At(second), TimeSpan.FromSeconds(window));

    private static DateTimeOffset At(double second) =>
        s_t0.AddTicks((long)Math.Round(second * TimeSpan.TicksPerSecond));
}
