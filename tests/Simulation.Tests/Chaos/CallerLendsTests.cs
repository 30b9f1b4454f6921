using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Simulation.Chaos;
using OrleansScaler.Simulation.SimulatedPlatforms;
using OrleansScaler.Testing;

namespace OrleansScaler.Simulation.Tests.Chaos;

public sealed class CallerLendsTests
{
    private static readonly FunctionKey s_key = new("f");

    private readonly SimulatedSlots _slots = new(new FakeTimeProvider());
    private readonly CallerLends _lends;

    public CallerLendsTests()
    {
        _lends = new CallerLends(_slots);
        Idle("i1");
        Idle("i2");
    }

    [Fact]
    public void End_CallerWithInstances_GivesThemUpWithoutAViolation()
    {
        _lends.Lend("c1", "i1", "r1", s_key);
        _lends.Lend("c2", "i2", "r2", s_key);

        Assert.Equal(1, _lends.End("c1"));
        Assert.True(_lends.Lend("c2", "i1", "r3", s_key)!.Value.Lent);
        Assert.Equal(0, _slots.ViolationCount);
    }

    [Fact]
    public void Lend_ByAnEndedCaller_LendsAndCountsNothing()
    {
        _lends.End("c1");

        Assert.Null(_lends.Lend("c1", "i1", "r1", s_key));
        Assert.True(_lends.Lend("c2", "i1", "r2", s_key)!.Value.Lent);
    }

    [Fact]
    public void End_AfterReturn_HasNothingToGiveUp()
    {
        _lends.Lend("c1", "i1", "r1", s_key);

        Assert.True(_lends.Return("c1", "i1", "r1"));
        Assert.Equal(0, _lends.End("c1"));
    }

    [Fact]
    public void Lend_TwiceByTwoCallers_IsAViolation()
    {
        _lends.Lend("c1", "i1", "r1", s_key);

        Assert.Equal(LendRefusal.AlreadyLent, _lends.Lend("c2", "i1", "r2", s_key)!.Value.Refusal);
        Assert.Equal(1, _slots.CountOf(SlotViolation.LentTwice));
    }

    private void Idle(string instance)
    {
        var slot = _slots.Create(instance, 128);
        _slots.BeginInit(slot.Id, instance, new FunctionSpec { Key = s_key, MemoryMegabytes = 128 });
        _slots.EndInit(slot.Id);
    }
}
