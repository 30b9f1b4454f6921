using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Simulation.SimulatedPlatforms;
using OrleansScaler.Testing;

namespace OrleansScaler.Simulation.Tests.SimulatedPlatforms;

public sealed class SimulatedPlatformTests
{
    private static readonly FunctionSpec Function = new() { Key = new FunctionKey("f"), MemoryMegabytes = 128 };

    private readonly FakeTimeProvider _time = new();
    private readonly SimulatedPlatformOptions _options = new();
    private readonly FaultPlan _faults;
    private readonly SimulatedPlatform _platform;

    public SimulatedPlatformTests()
    {
        _options.InitLatencies["slow"] = TimeSpan.FromSeconds(30);
        _faults = new FaultPlan(_options);
        _platform = new SimulatedPlatform(_options, _time, _faults);
    }

    [Fact]
    public async Task CreateSlot_Usual_AnswersAfterItsLatency()
    {
        var create = _platform.CreateSlotAsync(new SlotOrder("c1", 128), default).AsTask();
        await AfterAsync(99);
        Assert.False(create.IsCompleted);
        await AfterAsync(1);

        var result = await create;
        Assert.Equal(PlatformOutcome.Ok, result.Outcome);
        Assert.NotNull(result.PlatformSlotId);
        Assert.Equal(TimeSpan.FromMilliseconds(100), result.CreateDuration);
    }

    [Fact]
    public async Task CreateSlot_RepeatedWhileUnderWay_AnswersTheSameSlotAtTheSameTime()
    {
        var first = _platform.CreateSlotAsync(new SlotOrder("c1", 128), default).AsTask();
        await AfterAsync(60);
        var second = _platform.CreateSlotAsync(new SlotOrder("c1", 128), default).AsTask();
        await AfterAsync(40);

        Assert.Equal((await first).PlatformSlotId, (await second).PlatformSlotId);
        Assert.Equal(1, _platform.Slots.Accounts().Created);
    }

    [Fact]
    public async Task CreateSlot_Abandoned_MakesTheSlotAllTheSame()
    {
        using var source = new CancellationTokenSource();
        var create = _platform.CreateSlotAsync(new SlotOrder("c1", 128), source.Token).AsTask();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => create);
        Assert.Equal(1, _platform.Slots.Accounts().Live);
    }

    [Theory]
    [InlineData("f", 708)]
    [InlineData("slow", 30_000)]
    public async Task Init_ByFunction_TakesItsTime(string key, int milliseconds)
    {
        var slotId = await CreateAsync("c1");
        var function = Function with { Key = new FunctionKey(key) };

        var init = _platform.InitAsync("n1", slotId, "i1", function, default).AsTask();
        await AfterAsync(milliseconds - 1);
        Assert.False(init.IsCompleted);
        await AfterAsync(1);

        Assert.Equal(new InitResult(PlatformOutcome.Ok, TimeSpan.FromMilliseconds(milliseconds)), await init);
    }

    [Fact]
    public async Task Init_OtherMemorySize_IsRefusedWithBothSizes()
    {
        var slotId = await CreateAsync("c1");

        var result = await _platform.InitAsync("n1", slotId, "i1", Function with { MemoryMegabytes = 256 }, default);

        Assert.Equal(PlatformOutcome.Refused, result.Outcome);
        Assert.Equal($"slot {slotId} has 128 MB, the function needs 256 MB", result.Message);
    }

    [Fact]
    public async Task Init_SlotDestroyedMeanwhile_IsNotFound()
    {
        var slotId = await CreateAsync("c1");
        var init = _platform.InitAsync("n1", slotId, "i1", Function, default).AsTask();
        _ = _platform.DestroySlotAsync("d1", slotId, "test", default).AsTask();
        await AfterAsync(708);

        Assert.Equal(PlatformOutcome.NotFound, (await init).Outcome);
    }

    [Fact]
    public async Task DestroySlot_Twice_IsNotFoundTheSecondTime()
    {
        var slotId = await CreateAsync("c1");
        var first = _platform.DestroySlotAsync("d1", slotId, "test", default).AsTask();
        var second = _platform.DestroySlotAsync("d2", slotId, "test", default).AsTask();
        await AfterAsync(1);

        Assert.Equal(PlatformOutcome.Ok, (await first).Outcome);
        Assert.Equal(PlatformOutcome.NotFound, (await second).Outcome);
    }

    [Theory]
    [InlineData(PlatformFault.Error, PlatformOutcome.Failed)]
    [InlineData(PlatformFault.Throttle, PlatformOutcome.Throttled)]
    [InlineData(PlatformFault.Unavailable, PlatformOutcome.Unavailable)]
    public async Task CreateSlot_Refused_MakesNothing(PlatformFault fault, PlatformOutcome outcome)
    {
        _faults.At(PlatformOperation.Create, 1, fault);

        Assert.Equal(outcome, (await _platform.CreateSlotAsync(new SlotOrder("c1", 128), default)).Outcome);
        Assert.Equal(0, _platform.Slots.Accounts().Created);
    }

    [Theory]
    [InlineData(PlatformFault.Drop, 0)]
    [InlineData(PlatformFault.LoseAnswer, 1)]
    public async Task CreateSlot_Unanswered_TimesOut(PlatformFault fault, int created)
    {
        _faults.At(PlatformOperation.Create, 1, fault);
        var create = _platform.CreateSlotAsync(new SlotOrder("c1", 128), default).AsTask();
        await AfterAsync(29_999);
        Assert.False(create.IsCompleted);
        await AfterAsync(1);

        Assert.Equal(PlatformOutcome.TimedOut, (await create).Outcome);
        Assert.Equal(created, _platform.Slots.Accounts().Created);
    }

    [Theory]
    [InlineData(PlatformFault.Hang, 5_100)]
    [InlineData(PlatformFault.Slow, 1_000)]
    public async Task CreateSlot_Late_AnswersAllTheSame(PlatformFault fault, int milliseconds)
    {
        _faults.At(PlatformOperation.Create, 1, fault);
        var create = _platform.CreateSlotAsync(new SlotOrder("c1", 128), default).AsTask();
        await AfterAsync(milliseconds - 1);
        Assert.False(create.IsCompleted);
        await AfterAsync(1);

        Assert.Equal(PlatformOutcome.Ok, (await create).Outcome);
    }

    [Fact]
    public async Task CreateSlot_Duplicate_MakesTwoAndAnswersOne()
    {
        _faults.At(PlatformOperation.Create, 1, PlatformFault.Duplicate);
        await CreateAsync("c1");

        Assert.Equal(2, _platform.Slots.Accounts().Live);
    }

    [Fact]
    public async Task Force_AFault_BefallsEveryCallUntilItEnds()
    {
        _faults.Force(PlatformFault.Unavailable);
        var refused = await _platform.CreateSlotAsync(new SlotOrder("c1", 128), default);
        _faults.Force(null);

        Assert.Equal(PlatformOutcome.Unavailable, refused.Outcome);
        Assert.NotNull(await CreateAsync("c1"));
    }

    [Fact]
    public async Task WhenBegun_NextCreate_EndsWhileItIsUnderWay()
    {
        var begun = _platform.WhenBegunAsync(PlatformOperation.Create, default);
        Assert.False(begun.IsCompleted);
        var create = _platform.CreateSlotAsync(new SlotOrder("c1", 128), default).AsTask();

        await begun;
        Assert.False(create.IsCompleted);
    }

    [Fact]
    public async Task CreateSlot_WrongMemory_ShowsAtTheInit()
    {
        _faults.At(PlatformOperation.Create, 1, PlatformFault.WrongMemory);
        var slotId = await CreateAsync("c1");

        var result = await _platform.InitAsync("n1", slotId, "i1", Function, default);

        Assert.Equal(PlatformOutcome.Refused, result.Outcome);
    }

    [Fact]
    public async Task CreateSlot_FaultRates_FallByTheSeed()
    {
        var options = new SimulatedPlatformOptions { CreateLatency = TimeSpan.Zero };
        options.CreateFaults.Error = 0.2;
        options.CreateFaults.Throttle = 0.1;

        var first = await OutcomesAsync(options);

        Assert.Equal(first, await OutcomesAsync(options));
        Assert.InRange(first.Count(outcome => outcome == PlatformOutcome.Failed), 160, 240);
        Assert.InRange(first.Count(outcome => outcome == PlatformOutcome.Throttled), 70, 130);
        options.Seed = 7;
        Assert.NotEqual(first, await OutcomesAsync(options));
    }

    private async Task<List<PlatformOutcome>> OutcomesAsync(SimulatedPlatformOptions options)
    {
        var platform = new SimulatedPlatform(options, _time);
        var outcomes = new List<PlatformOutcome>();
        for (var i = 0; i < 1000; i++)
        {
            outcomes.Add((await platform.CreateSlotAsync(new SlotOrder($"c{i}", 128), default)).Outcome);
        }

        return outcomes;
    }

    private async Task<string> CreateAsync(string requestId)
    {
        var create = _platform.CreateSlotAsync(new SlotOrder(requestId, 128), default).AsTask();
        await AfterAsync(100);
        return (await create).PlatformSlotId!;
    }

    /// <summary>
    /// Moves the clock on a pool thread: there, what waits for a timer goes on before the clock moves past it; under
    /// the test framework's own context it would be queued, and see a later time.
    /// </summary>
    private Task AfterAsync(int milliseconds) =>
        Task.Run(() => _time.Advance(TimeSpan.FromMilliseconds(milliseconds)));
}
