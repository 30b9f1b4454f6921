using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Scheduling.Tests.Pools;

public sealed class StartGateTests
{
    private static readonly DateTimeOffset s_t0 = new(2023, 7, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly StartGate _gate = new(new PoolOptions());

    [Fact]
    public void IsOpen_NothingFailed_IsTrue()
    {
        Assert.True(_gate.IsOpen(s_t0));
    }

    [Fact]
    public void Failed_Once_ClosesForTheFirstPause()
    {
        _gate.Failed(s_t0, s_t0.AddSeconds(1));

        Assert.False(_gate.IsOpen(s_t0.AddSeconds(1.1).AddTicks(-1)));
        Assert.True(_gate.IsOpen(s_t0.AddSeconds(1.1)));
    }

    [Fact]
    public void Failed_StartsUnderWayTogether_AreOneRound()
    {
        for (var i = 0; i < 100; i++)
        {
            _gate.Failed(s_t0, s_t0.AddSeconds(1 + (i * 0.001)));
        }

        Assert.Equal(1, _gate.Failures);
        Assert.Equal(s_t0.AddSeconds(1.1), _gate.OpensAt);
    }

    [Fact]
    public void Failed_StartedAtTheInstantOfTheLastFailure_IsTheSameRound()
    {
        _gate.Failed(s_t0, s_t0);
        _gate.Failed(s_t0, s_t0);

        Assert.Equal(1, _gate.Failures);
    }

    [Fact]
    public void Failed_StartMadeAfterTheLastFailure_IsAnotherRound()
    {
        _gate.Failed(s_t0, s_t0.AddSeconds(1));

        _gate.Failed(s_t0.AddSeconds(1.1), s_t0.AddSeconds(2));

        Assert.Equal(2, _gate.Failures);
        Assert.Equal(s_t0.AddSeconds(2.2), _gate.OpensAt);
    }

    [Fact]
    public void Failed_ManyRounds_PauseStaysAtTheMaximum()
    {
        for (var i = 0; i < 30; i++)
        {
            _gate.Failed(s_t0.AddMinutes(i), s_t0.AddMinutes(i).AddSeconds(1));
        }

        Assert.Equal(s_t0.AddMinutes(29).AddSeconds(3), _gate.OpensAt);
    }

    [Fact]
    public void Succeeded_WhileClosed_Opens()
    {
        _gate.Failed(s_t0, s_t0);

        _gate.Succeeded();

        Assert.True(_gate.IsOpen(s_t0));
        Assert.Equal(0, _gate.Failures);
    }
}
