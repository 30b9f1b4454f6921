using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Pools.Recovery;

namespace OrleansScaler.Scheduling.Tests.Pools;

/// <summary>
/// Tells a pool's story: facts happen at an instant, and <see cref="Did"/> says what the pool did about the last one.
/// Every invariant is checked after each fact.
/// </summary>
internal sealed class PoolStory
{
    public static readonly DateTimeOffset T0 = new(2023, 7, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<PoolCommand> _commands = [];

    public PoolStory(
        string policy = PolicyNames.Pool,
        PoolOptions? options = null,
        FunctionSpec? function = null,
        ISlotUseBoard? board = null)
    {
        Pool = new SlotPool(function ?? Spec(), Set(policy), options ?? new PoolOptions(), "s") { Board = board };
    }

    public SlotPool Pool { get; }

    public DateTimeOffset Now { get; private set; } = T0;

    public IReadOnlyList<PoolCommand> Commands => _commands;

    /// <summary>What the last fact led to, such as <c>Create s-1 PerRequest; Grant r1 s-1 ReadySlot</c>.</summary>
    public string Did => string.Join("; ", _commands.Select(Tell));

    public PoolSnapshot Counts => Pool.Snapshot;

    public TimeSpan? NextDeadline => Pool.NextDeadline - T0;

    public static FunctionSpec Spec(int concurrency = 1, double memory = 512, double timeoutSeconds = 0) => new()
    {
        Key = new FunctionKey("f"),
        MemoryMegabytes = memory,
        Concurrency = concurrency,
        Timeout = TimeSpan.FromSeconds(timeoutSeconds),
    };

    public static PolicySet Set(string policy) => PolicyNames.Find(new PolicyOptions { Name = policy }).Required;

    public static SlotId Slot(int number) => new($"s-{number}");

    /// <summary>Moves to an instant, in seconds after the story's begin.</summary>
    public PoolStory At(double seconds)
    {
        Now = T0.AddTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
        return this;
    }

    public PoolStory AfterTicks(long ticks)
    {
        Now = Now.AddTicks(ticks);
        return this;
    }

    public AssignResult Assign(string request, double patienceSeconds = 100, long attempt = 0) => Happens(() =>
        Pool.Assign(new RequestId(request), Now.AddSeconds(patienceSeconds), Now, _commands, attempt));

    public CompleteStatus Complete(string request, int slot, bool isBad = false) => Happens(() =>
        Pool.Complete(new RequestId(request), Slot(slot), isBad, Now, _commands));

    public CompleteStatus Complete(string request, SlotId slot, bool mayBeRepeat = false) => Happens(() =>
        Pool.Complete(new RequestId(request), slot, isBad: false, Now, _commands, mayBeRepeat));

    /// <summary>Takes over slots, and requests of before.</summary>
    public PoolStory Adopt(KnownSlot[] slots, params KnownRequest[] requests)
    {
        Adopt(new PoolHandOver([.. slots], [.. requests]));
        return this;
    }

    public void Adopt(PoolHandOver known) => Happens(() =>
    {
        Pool.Adopt(known, Now, _commands);
        return true;
    });

    public bool Announce(string request, SlotId slot) => Happens(() =>
        Pool.Announce(new RequestId(request), slot, Now));

    public bool Lost(SlotId slot) => Happens(() => Pool.SlotLost(slot, Now, _commands) != LossStatus.Unknown);

    public bool Destroyed(SlotId slot) => Happens(() => Pool.SlotDestroyed(slot, Now, _commands));

    public bool DestroyFailed(SlotId slot) => Happens(() => Pool.DestroyFailed(slot, Now));

    public bool Created(SlotId slot) => Happens(() => Pool.SlotCreated(slot, $"platform-{slot}", Now));

    public bool Ready(SlotId slot) => Happens(() => Pool.SlotReady(slot, Now, _commands));

    public bool Failed(SlotId slot) => Happens(() =>
        Pool.SlotFailed(slot, StartFailure.Transient, Now, _commands));

    public bool Replace(SlotId slot) => Happens(() => Pool.Replace(slot, Now, _commands));

    public bool Abandon(string request, long attempt = 0) => Happens(() =>
        Pool.Abandon(new RequestId(request), Now, _commands, attempt));

    public bool AbandonAll(string request) => Happens(() =>
        Pool.AbandonAll(new RequestId(request), Now, _commands));

    public bool Created(int slot) => Happens(() => Pool.SlotCreated(Slot(slot), $"platform-{slot}", Now));

    public bool Ready(int slot) => Happens(() => Pool.SlotReady(Slot(slot), Now, _commands));

    public bool Failed(int slot, StartFailure failure = StartFailure.Transient) => Happens(() =>
        Pool.SlotFailed(Slot(slot), failure, Now, _commands));

    public bool CancelStart(int slot, Reason why = Reason.PerRequest) => Happens(() =>
        Pool.CancelStart(Slot(slot), why, Now));

    public bool Replace(int slot) => Happens(() => Pool.Replace(Slot(slot), Now, _commands));

    public bool Destroyed(int slot) => Happens(() => Pool.SlotDestroyed(Slot(slot), Now, _commands));

    public bool Lost(int slot) => Happens(() =>
        Pool.SlotLost(Slot(slot), Now, _commands) != LossStatus.Unknown);

    public bool DestroyFailed(int slot) => Happens(() => Pool.DestroyFailed(Slot(slot), Now));

    public void Redeclare(FunctionSpec function) => Happens(() =>
    {
        Pool.Redeclare(function, Now, _commands);
        return true;
    });

    public void UsePolicies(PolicySet policies) => Happens(() =>
    {
        Pool.UsePolicies(policies, Now, _commands);
        return true;
    });

    public void CompanionCalled() => Happens(() =>
    {
        Pool.CompanionCalled(Now, _commands);
        return true;
    });

    public bool ReclaimUnderPressure() => Happens(() => Pool.ReclaimUnderPressure(Now, _commands));

    public void Tick() => Happens(() =>
    {
        Pool.Tick(Now, _commands);
        return true;
    });

    public void Close() => Happens(() =>
    {
        Pool.Close(Now, _commands);
        return true;
    });

    /// <summary>One instance that a request holds: asked for, made, granted.</summary>
    public void Hold(string request, int slot)
    {
        Assign(request);
        Ready(slot);
        Assert.Equal($"Grant {request} s-{slot} ReadySlot", Did);
    }

    /// <summary>One idle instance, idle since now.</summary>
    public void MakeIdle(int slot)
    {
        Hold($"maker-{slot}", slot);
        Complete($"maker-{slot}", slot);
        Assert.Equal("", Did);
    }

    private static string Tell(PoolCommand command)
    {
        string?[] words =
        [
            command.Kind.ToString(), command.Request.Value, command.Slot?.Id.Value, command.Reason.ToString(),
        ];
        return string.Join(' ', words.Where(word => word is not null));
    }

    private T Happens<T>(Func<T> fact)
    {
        _commands.Clear();
        var widest = Pool.Slots.All.Select(slot => slot.InUse).Append(Pool.Function.Concurrency).Max();
        var result = fact();
        Assert.Empty(PoolInvariants.Check(Pool, Math.Max(widest, Pool.Function.Concurrency)));
        Assert.DoesNotContain(_commands, command => command.Reason == Reason.None);
        return result;
    }
}
