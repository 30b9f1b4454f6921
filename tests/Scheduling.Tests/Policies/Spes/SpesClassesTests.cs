using System.Globalization;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Tests.Pools;

namespace OrleansScaler.Scheduling.Tests.Policies.Spes;

/// <summary>Starts take no time here, and calls one second.</summary>
public sealed class SpesClassesTests
{
    private const double Minute = 60;

    private readonly PoolStory _story = new("spes");
    private int _requests;

    [Fact]
    public void Decide_UnknownFunction_IsKeptUntilBreakEven()
    {
        Call(0);

        // 0.808 s · 99.69 / 0.5 GB = 161.1 s after its end; no start took any time.
        Assert.Equal(Reason.Unknown, Keep.Reason);
        Assert.Equal(161.1, Keep.KeepAlive.TotalSeconds, 1);
    }

    [Fact]
    public void Decide_RegularFunction_IsGivenUpAndMadeAgainInTime()
    {
        for (var call = 0; call <= 5; call++)
        {
            Call(call * 30 * Minute);
        }

        // The slot goes a minute after the call's end, and another is made 28 minutes after the call.
        Assert.Equal(Reason.Regular, Keep.Reason);
        _story.At((150 * Minute) + 61).AfterTicks(1).Tick();
        Assert.EndsWith("KeepAliveOver", _story.Did, StringComparison.Ordinal);
        _story.Destroyed(Last);
        Assert.Equal(TimeSpan.FromMinutes(178), _story.NextDeadline);
        _story.At(178 * Minute).Tick();
        Assert.EndsWith("Regular", _story.Did, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_RegularFunctionDoesNotCome_BecomesQuiet()
    {
        for (var call = 0; call <= 5; call++)
        {
            Call(call * 30 * Minute);
        }

        RunToTheEnd();

        Assert.Null(_story.NextDeadline);
        Assert.Equal(0, _story.Counts.Live);
    }

    [Fact]
    public void Decide_AlwaysWarmFunctionFallsSilent_BecomesQuiet()
    {
        for (var call = 0; call <= 62; call++)
        {
            Call(call * Minute);
        }

        Assert.Equal(Reason.AlwaysWarm, Keep.Reason);

        // Still there after ten seconds and no longer after minutes of silence.
        _story.At((62 * Minute) + 10).Tick();
        Assert.Equal(1, _story.Counts.Live);
        RunToTheEnd();
        Assert.Equal(0, _story.Counts.Live);
        Assert.True(_story.Now < PoolStory.T0.AddMinutes(75));
    }

    [Fact]
    public void Decide_AnnouncedFunction_IsMadeReady()
    {
        foreach (var minute in (double[])[0, 12, 42, 92])
        {
            Call(minute * Minute);
        }

        RunToTheEnd();
        _story.At(200 * Minute).CompanionCalled();
        Assert.Equal("", _story.Did);
        Call(200 * Minute);
        RunToTheEnd();

        // It is known now that somebody announces it.
        _story.At(300 * Minute).CompanionCalled();

        Assert.EndsWith("Correlated", _story.Did, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_NothingNew_ReturnsTheSameRecord()
    {
        Call(0);
        var first = Keep.State;

        var again = _story.Pool.Policies.KeepAlive.Decide(_story.Counts with { State = first });

        Assert.Same(first, again.State);
    }

    [Theory]
    [InlineData("spes")]
    [InlineData("spes-classes")]
    public void Find_EitherName_IsOneObjectThatHearsCompanions(string name)
    {
        var set = PolicyNames.Find(name, new PolicyOptions()).Required;

        Assert.Same(set.KeepAlive, set.Prewarm);
        Assert.Equal(("per-request", true), (set.ScaleUp.Name, set.HearsCompanions));
    }

    private KeepAliveDecision Keep =>
        _story.Pool.Policies.KeepAlive.Decide(_story.Counts);

    private int Last => (int)_story.Pool.SlotsCreated;

    private void Call(double second)
    {
        RunUntil(second);
        var request = $"r{++_requests}";
        var before = _story.Pool.SlotsCreated;
        var slot = _story.At(second).Assign(request).Slot;
        if (_story.Pool.SlotsCreated > before)
        {
            _story.Ready(Last);
        }

        _story.At(second + 1).Complete(request, slot is null ? Last : NumberOf(slot));
    }

    /// <summary>Lets every deadline come, and everything that is started or destroyed end at once.</summary>
    private void RunUntil(double second)
    {
        while (_story.NextDeadline is { } next && next.TotalSeconds < second)
        {
            var before = _story.Pool.SlotsCreated;
            _story.At(Math.Max(next.TotalSeconds, (_story.Now - PoolStory.T0).TotalSeconds)).Tick();
            foreach (var command in _story.Commands.ToArray())
            {
                _ = command.Kind == PoolCommandKind.Create
                    ? _story.Ready(NumberOf(command.Slot!))
                    : _story.Destroyed(NumberOf(command.Slot!));
            }

            Assert.True(_story.Pool.SlotsCreated < before + 10);
        }
    }

    private static int NumberOf(Slot slot) => int.Parse(slot.Id.Value[2..], CultureInfo.InvariantCulture);

    private void RunToTheEnd() => RunUntil(1e7);
}
