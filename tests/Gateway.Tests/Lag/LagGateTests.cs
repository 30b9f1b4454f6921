using OrleansScaler.Gateway.Lag;

namespace OrleansScaler.Gateway.Tests.Lag;

/// <summary>Beats of 100 ms, unless told otherwise, before a bound of 1 s.</summary>
public sealed class LagGateTests
{
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(100);

    private readonly LagGate _gate = new(TimeSpan.FromSeconds(1));

    [Fact]
    public void Refusal_WorkRunsAtOnce_IsNone()
    {
        Beat(100, hasRun: true);

        Assert.Null(_gate.Refusal);
        Assert.Equal(TimeSpan.Zero, _gate.Lag);
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public void Refusal_WorkHasNotRunForSoManyBeats_ComesBeyondTheBound(int beats, bool isBehind)
    {
        Beat(beats, hasRun: false);

        Assert.Equal(isBehind, _gate.Refusal is not null);
    }

    [Fact]
    public void Refusal_NamesTheLagTheBoundAndTheOption()
    {
        Beat(15, hasRun: false);

        Assert.Contains("1500 ms", _gate.Refusal, StringComparison.Ordinal);
        Assert.Contains("1000 ms", _gate.Refusal, StringComparison.Ordinal);
        Assert.Contains("Gateway:MaximumLag", _gate.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_WorkRunsAgain_EndsAfterABoundOfCalm()
    {
        FallBehind();

        // The first of them still tells how long the work had waited.
        Beat(10, hasRun: true);
        Assert.NotNull(_gate.Refusal);
        Beat(1, hasRun: true);

        Assert.Null(_gate.Refusal);
    }

    [Fact]
    public void Refusal_WorkWaitsMoreThanHalfTheBound_GoesOn()
    {
        FallBehind();

        for (var times = 0; times < 20; times++)
        {
            Beat(6, hasRun: false);
            Beat(1, hasRun: true);
        }

        Assert.NotNull(_gate.Refusal);
    }

    [Fact]
    public void Refusal_WorkWaitsLessThanTheBound_NeverComes()
    {
        for (var times = 0; times < 20; times++)
        {
            Beat(9, hasRun: false);
            Beat(1, hasRun: true);
            Assert.Null(_gate.Refusal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Refusal_ProcessStoodStill_IsNone(bool hadRun)
    {
        Beat(1, hasRun: true);

        _gate.Beat(TimeSpan.FromHours(1), hadRun);
        Assert.Null(_gate.Refusal);
        Beat(1, hasRun: true);

        Assert.Null(_gate.Refusal);
    }

    [Fact]
    public void Refusal_ProcessStoodStillWhileBehind_EndsAMomentAfterIt()
    {
        FallBehind();

        _gate.Beat(TimeSpan.FromHours(1), hasRun: false);
        Beat(11, hasRun: true);

        Assert.Null(_gate.Refusal);
    }

    [Fact]
    public void Beat_SaysWhenItChanges()
    {
        Assert.False(_gate.Beat(s_beat, hasRun: true));
        Beat(10, hasRun: false);
        Assert.True(_gate.Beat(s_beat, hasRun: false));
        Assert.False(_gate.Beat(s_beat, hasRun: false));
        Beat(10, hasRun: true);
        Assert.True(_gate.Beat(s_beat, hasRun: true));
    }

    [Fact]
    public void Refusal_BoundIsZero_NeverComes()
    {
        var gate = new LagGate(TimeSpan.Zero);

        for (var beats = 0; beats < 100; beats++)
        {
            gate.Beat(s_beat, hasRun: false);
        }

        Assert.Null(gate.Refusal);
    }

    private void FallBehind()
    {
        Beat(11, hasRun: false);
        Assert.NotNull(_gate.Refusal);
    }

    private void Beat(int beats, bool hasRun)
    {
        for (var beat = 0; beat < beats; beat++)
        {
            _gate.Beat(s_beat, hasRun);
        }
    }
}
