using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Simulation.SimulatedPlatforms;

/// <summary>
/// The platform's own ledger: which slots exist, what is inside them, who has them, what they cost. It takes facts as
/// they happen, knows nothing of delays or faults, and forgets a slot when it is given back. Safe from any thread.
/// </summary>
public sealed class SimulatedSlots
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly Dictionary<string, SimulatedSlot> _slots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimulatedSlot> _byCreate = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimulatedSlot> _byInstance = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FunctionSlots> _closedByFunction = new(StringComparer.Ordinal);
    private readonly ViolationLog _violations = new();
    private long _created;
    private long _destroyed;
    private int _peak;
    private double _closedSeconds;
    private double _closedGbSeconds;

    /// <summary>An empty ledger; its time starts now.</summary>
    /// <param name="time">The clock.</param>
    public SimulatedSlots(TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
        StartedAt = time.GetUtcNow();
    }

    /// <summary>Begins the names of slots.</summary>
    internal string Prefix { get; init; } = "slot";

    /// <summary>Whether the id of a create finds its slot when that is gone, too.</summary>
    internal bool RemembersCreates { get; init; }

    /// <summary>Moment at which <see cref="Now"/> was zero.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>Time since the ledger was opened; never goes back.</summary>
    public TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>How often the scaler did what it must never do.</summary>
    public long ViolationCount
    {
        get
        {
            lock (_lock)
            {
                return _violations.Count;
            }
        }
    }

    /// <summary>The first few of those, in words.</summary>
    public IReadOnlyList<string> Violations
    {
        get
        {
            lock (_lock)
            {
                return _violations.First;
            }
        }
    }

    /// <summary>How often the scaler did one thing that it must never do.</summary>
    /// <param name="kind">The thing.</param>
    public long CountOf(SlotViolation kind)
    {
        lock (_lock)
        {
            return _violations.CountOf(kind);
        }
    }

    /// <summary>Slots and costs up to now.</summary>
    public SlotAccounts Accounts()
    {
        lock (_lock)
        {
            var now = Now;
            var seconds = _closedSeconds;
            var gbSeconds = _closedGbSeconds;
            foreach (var slot in _slots.Values)
            {
                var age = (now - slot.CreatedAt).TotalSeconds;
                seconds += age;
                gbSeconds += age * slot.MemoryGigabytes;
            }

            return new SlotAccounts(_created, _destroyed, _peak, seconds, gbSeconds);
        }
    }

    /// <summary>
    /// Slots and costs up to now by function key. Slots that no init chose a function for are not in it.
    /// </summary>
    public IReadOnlyDictionary<string, FunctionSlots> AccountsByFunction()
    {
        lock (_lock)
        {
            var now = Now;
            var all = new Dictionary<string, FunctionSlots>(_closedByFunction, StringComparer.Ordinal);
            foreach (var slot in _slots.Values)
            {
                AddTo(all, slot, now);
            }

            return all;
        }
    }

    /// <summary>
    /// Lends an instance to a request, after the checks that any platform makes before it sends a call.
    /// </summary>
    /// <param name="instanceId">The instance that the scaler named.</param>
    /// <param name="requestId">The request.</param>
    /// <param name="function">The function that the request is for.</param>
    public LendResult Lend(string instanceId, string requestId, FunctionKey function)
    {
        lock (_lock)
        {
            if (!_byInstance.TryGetValue(instanceId, out var slot))
            {
                return new LendResult(LendRefusal.UnknownInstance, default);
            }

            if (slot.InitedAt is not { } initedAt)
            {
                _violations.Add(
                    SlotViolation.NotInited, $"request {requestId} got instance {instanceId} before its init ended");
                return new LendResult(LendRefusal.NotInited, default);
            }

            if (slot.Function!.Key != function)
            {
                _violations.Add(
                    SlotViolation.OtherFunction,
                    $"request {requestId} for {function} got an instance of {slot.Function.Key}");
                return new LendResult(LendRefusal.OtherFunction, initedAt);
            }

            if (slot.LentTo is { } other)
            {
                _violations.Add(
                    SlotViolation.LentTwice, $"instance {instanceId} was lent to {requestId} while {other} had it");
                return new LendResult(LendRefusal.AlreadyLent, initedAt);
            }

            slot.LentTo = requestId;
            slot.LentAt = Now;
            return new LendResult(null, initedAt);
        }
    }

    /// <summary>How many instances a request could be given, by function key, and how many are starting.</summary>
    /// <param name="upTo">Only slots made as one of the first so many.</param>
    internal (IReadOnlyDictionary<string, int> Idle, int Starting) Instances(long upTo)
    {
        lock (_lock)
        {
            var slots = _slots.Values.Where(slot => slot.Number <= upTo && slot.InstanceId is not null).ToList();
            var idle = slots
                .Where(slot => slot.InitedAt is not null && slot.LentTo is null)
                .CountBy(slot => slot.Function!.Key.Value)
                .ToDictionary(StringComparer.Ordinal);
            return (idle, slots.Count(slot => slot.InitedAt is null));
        }
    }

    /// <summary>Slots that were made and not given back, the oldest first.</summary>
    /// <param name="limit">At most so many.</param>
    public IReadOnlyList<AliveSlot> Alive(int limit)
    {
        lock (_lock)
        {
            return
            [
                .. _slots.Values.OrderBy(slot => slot.Number).Take(limit).Select(slot => new AliveSlot
                {
                    Id = slot.Id,
                    CreateRequestId = slot.CreateRequestId,
                    Function = slot.Function?.Key.Value,
                    LentTo = slot.LentTo,
                    CreatedAtMs = slot.CreatedAt.TotalMilliseconds,
                    Inited = slot.InitedAt is not null,
                }),
            ];
        }
    }

    /// <summary>A request is done with its instance.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="requestId">The request.</param>
    /// <returns>Whether the request had it to the end; false when the slot was given back under it.</returns>
    public bool Return(string instanceId, string requestId)
    {
        lock (_lock)
        {
            if (!_byInstance.TryGetValue(instanceId, out var slot) || slot.LentTo != requestId)
            {
                return false;
            }

            slot.LentTo = null;
            return true;
        }
    }

    /// <summary>A create arrived. The id of a known create finds its slot.</summary>
    internal SimulatedSlot Create(string requestId, double memoryMegabytes)
    {
        lock (_lock)
        {
            if (_byCreate.TryGetValue(requestId, out var known))
            {
                return known;
            }

            _created++;
            var slot = new SimulatedSlot
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"{Prefix}-{_created}"),
                Number = _created,
                CreateRequestId = requestId,
                MemoryMegabytes = memoryMegabytes,
                CreatedAt = Now,
            };
            _slots.Add(slot.Id, slot);
            _byCreate.Add(requestId, slot);
            _peak = Math.Max(_peak, _slots.Count);
            return slot;
        }
    }

    /// <summary>An init arrived; the slot is taken for the function from here on.</summary>
    internal SlotVerdict BeginInit(string slotId, string instanceId, FunctionSpec function)
    {
        lock (_lock)
        {
            if (!_slots.TryGetValue(slotId, out var slot))
            {
                return SlotVerdict.NotFound;
            }

            if (slot.InstanceId is not null)
            {
                return SlotVerdict.AlreadyInited;
            }

            if (Math.Ceiling(slot.MemoryMegabytes) != Math.Ceiling(function.MemoryMegabytes))
            {
                return SlotVerdict.WrongMemory;
            }

            if (!_byInstance.TryAdd(instanceId, slot))
            {
                return SlotVerdict.InstanceTaken;
            }

            slot.InstanceId = instanceId;
            slot.Function = function;
            return SlotVerdict.Ok;
        }
    }

    /// <summary>An init is done; false when the slot was given back meanwhile.</summary>
    internal bool EndInit(string slotId)
    {
        lock (_lock)
        {
            if (!_slots.TryGetValue(slotId, out var slot))
            {
                return false;
            }

            slot.InitedAt = Now;
            return true;
        }
    }

    /// <summary>A destroy arrived; the slot costs nothing from here on, and is forgotten.</summary>
    internal SlotVerdict Destroy(string slotId)
    {
        lock (_lock)
        {
            if (!_slots.Remove(slotId, out var slot))
            {
                return SlotVerdict.NotFound;
            }

            if (slot.LentTo is { } requestId && !IsOverdue(slot))
            {
                _violations.Add(
                    SlotViolation.DestroyedWhileLent,
                    $"slot {slotId} was destroyed while request {requestId} had its instance");
            }

            if (!RemembersCreates)
            {
                _byCreate.Remove(slot.CreateRequestId);
            }

            Close(slot, Now);
            return SlotVerdict.Ok;
        }
    }

    /// <summary>Size of a living slot, for the text of a refusal.</summary>
    internal bool TryGetMemory(string slotId, [NotNullWhen(true)] out double? memoryMegabytes)
    {
        lock (_lock)
        {
            memoryMegabytes = _slots.TryGetValue(slotId, out var slot) ? slot.MemoryMegabytes : null;
            return memoryMegabytes is not null;
        }
    }

    /// <summary>A request that outstays its function's time-out has no claim to its instance any more.</summary>
    private bool IsOverdue(SimulatedSlot slot) =>
        slot.Function is { Timeout: var timeout } && timeout > TimeSpan.Zero && Now - slot.LentAt >= timeout;

    private void Close(SimulatedSlot slot, TimeSpan now)
    {
        var age = (now - slot.CreatedAt).TotalSeconds;
        _destroyed++;
        _closedSeconds += age;
        _closedGbSeconds += age * slot.MemoryGigabytes;
        if (slot.InstanceId is { } instanceId)
        {
            _byInstance.Remove(instanceId);
            AddTo(_closedByFunction, slot, now);
        }
    }

    private static void AddTo(Dictionary<string, FunctionSlots> accounts, SimulatedSlot slot, TimeSpan now)
    {
        if (slot.Function is not { } function)
        {
            return;
        }

        var sum = accounts.GetValueOrDefault(function.Key.Value);
        accounts[function.Key.Value] = new FunctionSlots(
            sum.Created + 1, sum.SlotGbSeconds + ((now - slot.CreatedAt).TotalSeconds * slot.MemoryGigabytes));
    }
}
