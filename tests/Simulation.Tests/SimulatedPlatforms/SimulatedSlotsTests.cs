using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Simulation.SimulatedPlatforms;
using OrleansScaler.Testing;

namespace OrleansScaler.Simulation.Tests.SimulatedPlatforms;

public sealed class SimulatedSlotsTests
{
    private static readonly FunctionSpec Function = Spec("f", 512);

    private readonly FakeTimeProvider _time = new();
    private readonly SimulatedSlots _slots;

    public SimulatedSlotsTests() => _slots = new SimulatedSlots(_time);

    [Fact]
    public void Accounts_TwoSlots_CostFromCreateToDestroyOrNow()
    {
        var first = _slots.Create("c1", 512);
        After(2);
        _slots.Create("c2", 1024);
        After(3);
        _slots.Destroy(first.Id);
        After(5);

        // 5 s · 0.5 GB + 8 s · 1 GB.
        Assert.Equal(new SlotAccounts(2, 1, 2, 13, 10.5), _slots.Accounts());
        Assert.Equal(1, _slots.Accounts().Live);
    }

    [Fact]
    public void Accounts_InitedSlot_CostsTheFunctionsExactMemory()
    {
        var slot = _slots.Create("c1", 97);
        _slots.BeginInit(slot.Id, "i1", Spec("f", 96.5));
        After(1024);

        Assert.Equal(96.5, _slots.Accounts().SlotGbSeconds, 9);
        Assert.Equal(new FunctionSlots(1, 96.5), _slots.AccountsByFunction()["f"]);
    }

    [Fact]
    public void AccountsByFunction_DestroyedAndLiveSlots_AreAddedUp()
    {
        var first = Idle("c1", "i1");
        Idle("c2", "i2");
        After(4);
        _slots.Destroy(first.Id);
        After(4);

        // (4 + 8) s · 0.5 GB.
        Assert.Equal(new FunctionSlots(2, 6), _slots.AccountsByFunction()["f"]);
    }

    [Fact]
    public void Create_SameRequestIdWhileAlive_IsTheSameSlot()
    {
        var slot = _slots.Create("c1", 512);

        Assert.Same(slot, _slots.Create("c1", 512));
        _slots.Destroy(slot.Id);
        Assert.NotEqual(slot.Id, _slots.Create("c1", 512).Id);
        Assert.Equal(2, _slots.Accounts().Created);
    }

    [Fact]
    public void BeginInit_OtherMemorySize_IsRefused()
    {
        var slot = _slots.Create("c1", 256);

        Assert.Equal(SlotVerdict.WrongMemory, _slots.BeginInit(slot.Id, "i1", Function));
        Assert.Equal(SlotVerdict.Ok, _slots.BeginInit(slot.Id, "i1", Spec("f", 255.5)));
    }

    [Fact]
    public void BeginInit_Twice_IsRefused()
    {
        var slot = _slots.Create("c1", 512);
        _slots.BeginInit(slot.Id, "i1", Function);

        Assert.Equal(SlotVerdict.AlreadyInited, _slots.BeginInit(slot.Id, "i2", Function));
    }

    [Fact]
    public void BeginInit_InstanceIdOfAnotherSlot_IsRefused()
    {
        Idle("c1", "i1");
        var other = _slots.Create("c2", 512);

        Assert.Equal(SlotVerdict.InstanceTaken, _slots.BeginInit(other.Id, "i1", Function));
        Assert.Equal(SlotVerdict.Ok, _slots.BeginInit(other.Id, "i2", Function));
    }

    [Fact]
    public void UnknownSlot_InitAndDestroy_AreNotFound()
    {
        Assert.Equal(SlotVerdict.NotFound, _slots.BeginInit("nope", "i1", Function));
        Assert.False(_slots.EndInit("nope"));
        Assert.Equal(SlotVerdict.NotFound, _slots.Destroy("nope"));
    }

    [Fact]
    public void Destroy_Twice_IsNotFoundAndCountsOnce()
    {
        var slot = _slots.Create("c1", 512);
        _slots.Destroy(slot.Id);

        Assert.Equal(SlotVerdict.NotFound, _slots.Destroy(slot.Id));
        Assert.Equal(1, _slots.Accounts().Destroyed);
    }

    [Fact]
    public void Lend_IdleInstance_TellsWhenItWasReady()
    {
        After(3);
        Idle("c1", "i1");
        After(1);

        Assert.Equal(new LendResult(null, TimeSpan.FromSeconds(3)), _slots.Lend("i1", "r1", Function.Key));
        Assert.Equal(0, _slots.ViolationCount);
    }

    [Fact]
    public void Lend_ToTwoRequestsAtOnce_IsAViolation()
    {
        Idle("c1", "i1");
        _slots.Lend("i1", "r1", Function.Key);

        Assert.Equal(LendRefusal.AlreadyLent, _slots.Lend("i1", "r2", Function.Key).Refusal);
        Assert.Equal("instance i1 was lent to r2 while r1 had it", Assert.Single(_slots.Violations));
    }

    [Fact]
    public void Lend_AfterReturn_IsFine()
    {
        Idle("c1", "i1");
        _slots.Lend("i1", "r1", Function.Key);

        Assert.True(_slots.Return("i1", "r1"));
        Assert.True(_slots.Lend("i1", "r2", Function.Key).Lent);
    }

    [Fact]
    public void Lend_BeforeInitEnded_IsAViolation()
    {
        var slot = _slots.Create("c1", 512);
        _slots.BeginInit(slot.Id, "i1", Function);

        Assert.Equal(LendRefusal.NotInited, _slots.Lend("i1", "r1", Function.Key).Refusal);
        Assert.Equal(1, _slots.ViolationCount);
    }

    [Fact]
    public void Lend_InstanceOfAnotherFunction_IsAViolation()
    {
        Idle("c1", "i1");

        Assert.Equal(LendRefusal.OtherFunction, _slots.Lend("i1", "r1", new FunctionKey("g")).Refusal);
        Assert.Equal(1, _slots.ViolationCount);
    }

    [Fact]
    public void Lend_DestroyedInstance_IsUnknown()
    {
        _slots.Destroy(Idle("c1", "i1").Id);

        Assert.Equal(LendRefusal.UnknownInstance, _slots.Lend("i1", "r1", Function.Key).Refusal);
    }

    [Fact]
    public void Destroy_WhileLent_IsAViolationAndTheReturnFails()
    {
        var slot = Idle("c1", "i1");
        _slots.Lend("i1", "r1", Function.Key);
        _slots.Destroy(slot.Id);

        Assert.Equal(1, _slots.ViolationCount);
        Assert.False(_slots.Return("i1", "r1"));
    }

    [Theory]
    [InlineData(9.9, 1)]
    [InlineData(10, 0)]
    public void Destroy_WhileLent_IsNoViolationOnceTheTimeOutHasPassed(double seconds, int violations)
    {
        var slot = _slots.Create("c1", 512);
        _slots.BeginInit(slot.Id, "i1", Function with { Timeout = TimeSpan.FromSeconds(10) });
        _slots.EndInit(slot.Id);
        After(100);
        _slots.Lend("i1", "r1", Function.Key);
        After(seconds);
        _slots.Destroy(slot.Id);

        Assert.Equal(violations, _slots.CountOf(SlotViolation.DestroyedWhileLent));
    }

    [Fact]
    public void CountOf_SeveralViolations_CountsEachKindAlone()
    {
        Idle("c1", "i1");
        _slots.Lend("i1", "r1", Function.Key);
        _slots.Lend("i1", "r2", Function.Key);
        _slots.Lend("i1", "r3", Function.Key);
        _slots.Lend("i1", "r4", new FunctionKey("g"));

        Assert.Equal(
            (2, 1, 0, 3),
            (_slots.CountOf(SlotViolation.LentTwice), _slots.CountOf(SlotViolation.OtherFunction),
                _slots.CountOf(SlotViolation.NotInited), _slots.ViolationCount));
    }

    [Fact]
    public void Create_IdOfADestroyedSlot_MakesNothingNewWhereIdsAreRemembered()
    {
        var slots = new SimulatedSlots(_time) { RemembersCreates = true };
        var slot = slots.Create("c1", 512);
        slots.Destroy(slot.Id);

        Assert.Same(slot, slots.Create("c1", 512));
        Assert.Equal((1, 0), (slots.Accounts().Created, slots.Accounts().Live));
        Assert.Equal(SlotVerdict.NotFound, slots.BeginInit(slot.Id, "i1", Function));
    }

    private static FunctionSpec Spec(string key, double megabytes) =>
        new() { Key = new FunctionKey(key), MemoryMegabytes = megabytes };

    private SimulatedSlot Idle(string createId, string instanceId)
    {
        var slot = _slots.Create(createId, Function.MemoryMegabytes);
        _slots.BeginInit(slot.Id, instanceId, Function);
        _slots.EndInit(slot.Id);
        return slot;
    }

    private void After(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
