using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Spares;

/// <summary>
/// The un-inited slots of one memory size, which any function of that size may take instead of waiting for a create.
/// As a slot pool: facts and the time come in, commands go out. Not thread-safe; one driver calls it.
/// </summary>
/// <remarks>
/// What an event does to a spare ("–": ignored, because a retry or a late answer can cause it):
/// <code>
///            under way                     prepared
/// Take       –                             the oldest is its taker's, and forgotten here
/// Made       → prepared                    –
/// Failed     forgotten, again after a      –
///            pause
/// surplus    –                             destroyed, and forgotten here
/// </code>
/// </remarks>
/// <param name="memoryMegabytes">Memory of each spare.</param>
/// <param name="policy">Says how many there should be.</param>
/// <param name="options">Pauses after failed creates.</param>
/// <param name="idPrefix">Starts every slot id; unique over all pools and restarts.</param>
public sealed class SparePool(double memoryMegabytes, ISparePolicy policy, PoolOptions options, string idPrefix)
{
    // In the order in which they were asked for. A policy bounds them to a few dozen, so walking them is cheap.
    private readonly List<Spare> _spares = [];
    private readonly StartGate _gate = new(options);
    private readonly DurationDigest _creates = new();
    private readonly SpareDemand _demand = new();
    private DateTimeOffset _now = DateTimeOffset.MinValue;
    private DateTimeOffset _keepUntil = DateTimeOffset.MinValue;
    private DateTimeOffset? _askAgainAt;
    private int _prepared;
    private long _created;
    private bool _closed;

    /// <summary>The spares, oldest first.</summary>
    public IReadOnlyList<Spare> Spares => _spares;

    /// <summary>When <see cref="Tick"/> has something to do if no other event comes before; null when never.</summary>
    public DateTimeOffset? NextDeadline => _askAgainAt;

    /// <summary>The pool as a policy sees it.</summary>
    public SpareSnapshot Snapshot => new(
        _now,
        memoryMegabytes / FunctionSpec.MegabytesPerGigabyte,
        _prepared,
        _spares.Count - _prepared,
        _creates.Mean ?? TimeSpan.Zero,
        _demand);

    /// <summary>
    /// A prepared spare of before this pool. How often slots are asked for was forgotten with that one, and would have
    /// it destroyed at once: adopted ones stay until that is known anew, which is when a restart needs them most.
    /// </summary>
    /// <param name="id">Its name.</param>
    /// <param name="requestedAt">When it was decided on.</param>
    /// <param name="now">The time. <see cref="Tick"/> has to follow.</param>
    public Spare Adopt(SlotId id, DateTimeOffset requestedAt, DateTimeOffset now)
    {
        Advance(now);
        var spare = new Spare(id, requestedAt) { IsPrepared = true };
        _spares.Add(spare);
        _prepared++;
        _keepUntil = _now + SpareDemand.Memory;
        return spare;
    }

    /// <summary>A function wants a slot.</summary>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what has to be done.</param>
    /// <returns>A prepared spare, the function's from now on; null when there is none, and it has to be made.</returns>
    public Spare? Take(DateTimeOffset now, List<SpareCommand> commands)
    {
        Advance(now);
        var spare = _spares.Find(static spare => spare.IsPrepared);
        _demand.Asked(spare is not null, _now);
        if (spare is not null)
        {
            Forget(spare);
        }

        Look(commands);
        return spare;
    }

    /// <summary>A slot that found no spare was made: what a spare would have saved.</summary>
    /// <param name="create">How long it took.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what has to be done.</param>
    public void CreateTook(TimeSpan create, DateTimeOffset now, List<SpareCommand> commands)
    {
        Advance(now);
        _creates.Add(create);
        Look(commands);
    }

    /// <summary>The platform made a spare.</summary>
    /// <returns>False when none such is under way.</returns>
    public bool Made(Spare spare, DateTimeOffset now, List<SpareCommand> commands)
    {
        Advance(now);
        if (spare.IsPrepared || !_spares.Contains(spare))
        {
            return false;
        }

        spare.IsPrepared = true;
        _prepared++;
        _gate.Succeeded();
        _creates.Add(_now - spare.RequestedAt);
        Look(commands);
        return true;
    }

    /// <summary>The platform did not make a spare.</summary>
    /// <returns>False when none such is under way.</returns>
    public bool Failed(Spare spare, DateTimeOffset now, List<SpareCommand> commands)
    {
        Advance(now);
        if (spare.IsPrepared || !_spares.Remove(spare))
        {
            return false;
        }

        _gate.Failed(spare.RequestedAt, _now);
        Look(commands);
        return true;
    }

    /// <summary>Looks again. Harmless at any time, needed at <see cref="NextDeadline"/>.</summary>
    public void Tick(DateTimeOffset now, List<SpareCommand> commands)
    {
        Advance(now);
        Look(commands);
    }

    /// <summary>
    /// No spare is wanted any more: the prepared ones are destroyed now, those under way when they are made.
    /// </summary>
    public void Close(DateTimeOffset now, List<SpareCommand> commands)
    {
        Advance(now);
        _closed = true;
        Look(commands);
    }

    private void Advance(DateTimeOffset now) => _now = now > _now ? now : _now;

    private void Look(List<SpareCommand> commands)
    {
        var decision = _closed ? new SpareDecision(0, Reason.PoolClosed) : policy.Decide(Snapshot);
        _askAgainAt = decision.AskAgainAt > _now ? decision.AskAgainAt : null;
        var keeps = _now < _keepUntil && !_closed;
        if (keeps && !(_askAgainAt < _keepUntil))
        {
            _askAgainAt = _keepUntil;
        }

        while (_spares.Count > decision.Spares && _prepared > 0 && !keeps)
        {
            // The newest: the oldest is the next to be taken.
            var surplus = _spares.FindLast(static spare => spare.IsPrepared)!;
            Forget(surplus);
            var reason = _closed ? Reason.PoolClosed : Reason.SpareSurplus;
            commands.Add(new SpareCommand(SpareCommandKind.Destroy, surplus, reason));
        }

        if (_spares.Count < decision.Spares && !_gate.IsOpen(_now))
        {
            _askAgainAt = _askAgainAt < _gate.OpensAt ? _askAgainAt : _gate.OpensAt;
            return;
        }

        while (_spares.Count < decision.Spares)
        {
            var spare = new Spare(new SlotId($"{idPrefix}-{++_created}"), _now);
            _spares.Add(spare);
            commands.Add(new SpareCommand(SpareCommandKind.Create, spare, decision.Reason));
        }
    }

    private void Forget(Spare spare)
    {
        _spares.Remove(spare);
        _prepared--;
    }
}
