using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Simulation.SimulatedPlatforms;

/// <summary>
/// A platform in memory: its slots take time to make and its inits time to run, it checks what a real one checks, and
/// it fails when told to. What a call does goes on when its caller gives up, as it would elsewhere.
/// </summary>
public sealed class SimulatedPlatform : IPlatform
{
    private const string TwinSuffix = "#twin";

    private readonly SimulatedPlatformOptions _options;
    private readonly TimeProvider _time;
    private readonly FaultPlan _faults;
    private readonly OperationBell _bell = new();

    /// <summary>A platform whose faults come by the rates of its options.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="time">The clock.</param>
    public SimulatedPlatform(SimulatedPlatformOptions options, TimeProvider time)
        : this(options, time, new FaultPlan(options))
    {
    }

    /// <summary>A platform whose faults come by a plan.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="time">The clock.</param>
    /// <param name="faults">What goes wrong.</param>
    public SimulatedPlatform(SimulatedPlatformOptions options, TimeProvider time, FaultPlan faults)
    {
        _options = options;
        _time = time;
        _faults = faults;
        Slots = new SimulatedSlots(time) { RemembersCreates = options.RemembersCreates, Prefix = options.SlotPrefix };
    }

    /// <summary>The platform's ledger.</summary>
    public SimulatedSlots Slots { get; }

    /// <summary>Ends when the next call of an operation takes effect: its slot is made, taken or given back.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task WhenBegunAsync(PlatformOperation operation, CancellationToken cancellationToken) =>
        _bell.WaitAsync(operation, cancellationToken);

    /// <inheritdoc/>
    public bool TakesRepeatedCreates => true;

    /// <inheritdoc/>
    public async ValueTask<CreateSlotResult> CreateSlotAsync(SlotOrder order, CancellationToken cancellationToken)
    {
        var work = CreateAsync(order.RequestId, order.MemoryMegabytes);
        return await AnswerAsync(work, cancellationToken).ConfigureAwait(false)
            ? (await work.ConfigureAwait(false)).Result
            : new CreateSlotResult(PlatformOutcome.TimedOut, Message: NoAnswer);
    }

    /// <inheritdoc/>
    public async ValueTask<InitResult> InitAsync(
        string requestId,
        string platformSlotId,
        string instanceId,
        FunctionSpec function,
        CancellationToken cancellationToken)
    {
        var work = InitAsync(platformSlotId, instanceId, function);
        return await AnswerAsync(work, cancellationToken).ConfigureAwait(false)
            ? await work.ConfigureAwait(false)
            : new InitResult(PlatformOutcome.TimedOut, Message: NoAnswer);
    }

    /// <inheritdoc/>
    public async ValueTask<DestroySlotResult> DestroySlotAsync(
        string requestId, string platformSlotId, string reason, CancellationToken cancellationToken)
    {
        var work = DestroyAsync(platformSlotId);
        return await AnswerAsync(work, cancellationToken).ConfigureAwait(false)
            ? await work.ConfigureAwait(false)
            : new DestroySlotResult(PlatformOutcome.TimedOut, NoAnswer);
    }

    /// <summary>A create as it runs on the platform; never ends when its answer is lost.</summary>
    internal async Task<CreatedSlot> CreateAsync(string requestId, double memoryMegabytes)
    {
        var fault = _faults.Next(PlatformOperation.Create);
        if (RefusalOf(fault) is { } refusal)
        {
            return new CreatedSlot(new CreateSlotResult(refusal, Message: TextOf(refusal)), 0, default);
        }

        await HoldBackAsync(fault).ConfigureAwait(false);
        var made = fault == PlatformFault.WrongMemory ? OtherSize(memoryMegabytes) : memoryMegabytes;
        var slot = Slots.Create(requestId, made);
        if (fault == PlatformFault.Duplicate)
        {
            Slots.Create(requestId + TwinSuffix, made);
        }

        _bell.Ring(PlatformOperation.Create);

        // A repeated create waits for the rest of the first one's time.
        var latency = Latency(_options.CreateLatency, fault);
        await DelayAsync(slot.CreatedAt + latency - Slots.Now).ConfigureAwait(false);
        await LoseAnswerAsync(fault).ConfigureAwait(false);
        var result = new CreateSlotResult(PlatformOutcome.Ok, slot.Id, latency);
        return new CreatedSlot(result, slot.MemoryMegabytes, slot.CreatedAt);
    }

    /// <summary>An init as it runs on the platform; never ends when its answer is lost.</summary>
    internal async Task<InitResult> InitAsync(string slotId, string instanceId, FunctionSpec function)
    {
        var fault = _faults.Next(PlatformOperation.Init);
        if (RefusalOf(fault) is { } refusal)
        {
            return new InitResult(refusal, Message: TextOf(refusal));
        }

        await HoldBackAsync(fault).ConfigureAwait(false);
        var verdict = fault == PlatformFault.WrongMemory
            ? SlotVerdict.WrongMemory
            : Slots.BeginInit(slotId, instanceId, function);
        if (verdict != SlotVerdict.Ok)
        {
            return Refuse(verdict, slotId, instanceId, function);
        }

        _bell.Ring(PlatformOperation.Init);
        var init = _options.InitLatencies.TryGetValue(function.Key.Value, out var own) ? own : _options.InitLatency;
        var latency = Latency(init, fault);
        await DelayAsync(latency).ConfigureAwait(false);
        if (!Slots.EndInit(slotId))
        {
            return new InitResult(PlatformOutcome.NotFound, Message: $"slot {slotId} was destroyed during its init");
        }

        await LoseAnswerAsync(fault).ConfigureAwait(false);
        return new InitResult(PlatformOutcome.Ok, latency);
    }

    /// <summary>A destroy as it runs on the platform; never ends when its answer is lost.</summary>
    internal async Task<DestroySlotResult> DestroyAsync(string slotId)
    {
        var fault = _faults.Next(PlatformOperation.Destroy);
        if (RefusalOf(fault) is { } refusal)
        {
            return new DestroySlotResult(refusal, TextOf(refusal));
        }

        await HoldBackAsync(fault).ConfigureAwait(false);
        var verdict = Slots.Destroy(slotId);
        _bell.Ring(PlatformOperation.Destroy);
        await DelayAsync(Latency(_options.DestroyLatency, fault)).ConfigureAwait(false);
        await LoseAnswerAsync(fault).ConfigureAwait(false);
        return verdict == SlotVerdict.Ok
            ? new DestroySlotResult(PlatformOutcome.Ok)
            : new DestroySlotResult(PlatformOutcome.NotFound, $"there is no slot {slotId}");
    }

    private string NoAnswer => $"no answer within {_options.AnswerTimeout.TotalSeconds:0.###} s";

    /// <summary>Waits for an answer as long as an embedded caller waits; false when none came.</summary>
    private async Task<bool> AnswerAsync(Task work, CancellationToken cancellationToken)
    {
        try
        {
            await work.WaitAsync(_options.AnswerTimeout, _time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static PlatformOutcome? RefusalOf(PlatformFault fault) => fault switch
    {
        PlatformFault.Error => PlatformOutcome.Failed,
        PlatformFault.Throttle => PlatformOutcome.Throttled,
        PlatformFault.Unavailable => PlatformOutcome.Unavailable,
        _ => null,
    };

    private static string TextOf(PlatformOutcome refusal) => $"injected fault: {refusal}";

    private InitResult Refuse(SlotVerdict verdict, string slotId, string instanceId, FunctionSpec function) =>
        verdict switch
        {
            SlotVerdict.NotFound => new InitResult(PlatformOutcome.NotFound, Message: $"there is no slot {slotId}"),
            SlotVerdict.AlreadyInited =>
                new InitResult(PlatformOutcome.Refused, Message: $"slot {slotId} has an instance already"),
            SlotVerdict.InstanceTaken =>
                new InitResult(PlatformOutcome.Refused, Message: $"instance {instanceId} stands in another slot"),
            _ => new InitResult(
                PlatformOutcome.Refused,
                Message: $"slot {slotId} has {SizeText(slotId)}, the function needs {function.MemoryMegabytes} MB"),
        };

    private string SizeText(string slotId) =>
        Slots.TryGetMemory(slotId, out var megabytes) ? $"{megabytes} MB" : "another size";

    private static double OtherSize(double memoryMegabytes) => memoryMegabytes + 1;

    private TimeSpan Latency(TimeSpan usual, PlatformFault fault) =>
        fault == PlatformFault.Slow ? usual * _options.SlowFactor : usual;

    private Task HoldBackAsync(PlatformFault fault) => fault switch
    {
        PlatformFault.Drop => NeverAsync(),
        PlatformFault.Hang => DelayAsync(_options.HangFor),
        _ => Task.CompletedTask,
    };

    private static Task LoseAnswerAsync(PlatformFault fault) =>
        fault == PlatformFault.LoseAnswer ? NeverAsync() : Task.CompletedTask;

    private static Task NeverAsync() => new TaskCompletionSource().Task;

    private Task DelayAsync(TimeSpan delay) =>
        delay > TimeSpan.Zero ? Task.Delay(delay, _time) : Task.CompletedTask;
}
