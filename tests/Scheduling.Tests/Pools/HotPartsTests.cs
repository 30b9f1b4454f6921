using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

/// <summary>How many parts share a function's calls, by the calls of one of them.</summary>
public sealed class HotPartsTests
{
    private static readonly DateTimeOffset s_t0 = new(2023, 7, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly HotParts _parts = new(new HotFunctionOptions { SplitAbove = 100, MaximumParts = 5 });
    private DateTimeOffset _now = s_t0;
    private long _arrivals;

    [Fact]
    public void Measure_MoreThanOneCarries_WantsTwiceAsManyOnce()
    {
        Assert.Null(Call(0));
        Assert.Equal(2, Call(101));
        Assert.Null(Call(101));
        Assert.Equal((1, 2), (_parts.Parts, _parts.Wanted));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(25)]
    [InlineData(0)]
    public void Measure_OnePartThatIsNotTooBusy_WantsNothing(double rate)
    {
        for (var window = 0; window < 30; window++)
        {
            Assert.Null(Call(rate));
        }
    }

    [Fact]
    public void Measure_BeforeTheWindowIsOver_WantsNothing()
    {
        _parts.Measure(0, s_t0);

        Assert.Null(_parts.Measure(1_000_000, s_t0.AddSeconds(4.9)));
        Assert.Equal(s_t0.AddSeconds(5), _parts.MeasureAt);
    }

    [Fact]
    public void Measure_BusyWhateverItGets_EndsAtThePowerOfTwoWithinTheMaximum()
    {
        Call(0);
        for (var window = 0; window < 10; window++)
        {
            Call(1_000);
            _parts.Changed(_arrivals, _now);
        }

        Assert.Equal(4, _parts.Parts);
    }

    [Fact]
    public void Measure_QuietForAMinute_WantsHalfAsMany()
    {
        Split();

        // Quiet from the first window on, which began when there were two.
        for (var window = 1; window < 12; window++)
        {
            Assert.Null(Call(24));
        }

        Assert.Equal(1, Call(24));
    }

    [Fact]
    public void Measure_OneBusyWindowAmongQuietOnes_BeginsTheMinuteAnew()
    {
        Split();
        for (var window = 0; window < 11; window++)
        {
            Call(0);
        }

        Assert.Null(Call(50));
        Assert.Null(Call(0));
    }

    [Fact]
    public void GaveUp_StillBusy_WantsNothingForAMinute()
    {
        Call(0);
        Call(200);

        _parts.GaveUp(_now);

        Assert.Null(_parts.Wanted);
        for (var window = 1; window < 12; window++)
        {
            Assert.Null(Call(200));
        }

        Assert.Equal(2, Call(200));
    }

    [Fact]
    public void Changed_NothingWanted_ChangesNothing()
    {
        _parts.Changed(0, s_t0);

        Assert.Equal(1, _parts.Parts);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(4, 4)]
    [InlineData(3, 1)]
    [InlineData(64, 4)]
    [InlineData(0, 1)]
    public void Heard_OwnerIsNew_TakesUpWhatCanBe(int told, int taken)
    {
        _parts.Heard(told);

        Assert.Equal(taken, _parts.Parts);
    }

    [Fact]
    public void Heard_OwnerHasMeasured_KnowsBetter()
    {
        Call(0);
        Call(50);

        _parts.Heard(4);

        Assert.Equal(1, _parts.Parts);
    }

    [Fact]
    public void Measure_SplitAboveIsZero_NeverWantsMore()
    {
        var never = new HotParts(new HotFunctionOptions { SplitAbove = 0 });
        never.Heard(4);
        never.Measure(0, s_t0);

        Assert.Null(never.Measure(1_000_000_000, s_t0.AddSeconds(5)));
        Assert.Equal(1, never.Parts);
    }

    [Theory]
    [InlineData(200, 1, 2, 1, 130)]
    [InlineData(50, 4, 2, 1, 130)]
    [InlineData(200, 1, 2, 10, 13)]
    [InlineData(0, 1, 2, 1, 0)]
    public void SlotsFor_MeanConcurrency_IsItsShareAndThreeRoots(
        double concurrency, int from, int to, int perSlot, int slots) =>
        Assert.Equal(slots, HotParts.SlotsFor(concurrency, from, to, perSlot));

    private void Split()
    {
        Call(0);
        Call(200);
        _parts.Changed(_arrivals, _now);
    }

    /// <summary>One window with so many calls a second; the first call only begins it.</summary>
    private int? Call(double rate)
    {
        _now += HotParts.Window;
        _arrivals += (long)(rate * HotParts.Window.TotalSeconds);
        return _parts.Measure(_arrivals, _now);
    }
}
