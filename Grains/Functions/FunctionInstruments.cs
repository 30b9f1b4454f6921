using System.Diagnostics;
using System.Diagnostics.Metrics;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Functions;

/// <summary>
/// Meter and spans of functions and their slots. What a request pays is told apart: its wait, the create, the init, and
/// our own scheduling. No function key is ever a tag: there may be a million.
/// </summary>
public sealed class FunctionInstruments : IDisposable
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "OrleansScaler.Functions";

    private const string Outcome = "outcome";
    private const string ReasonTag = "reason";
    private const string State = "state";

    private readonly Meter _meter;
    private readonly Counter<long> _assigns;
    private readonly Counter<long> _vanished;
    private readonly Counter<long> _idles;
    private readonly Counter<long> _slotsCreated;
    private readonly Counter<long> _slotsDestroyed;
    private readonly Counter<long> _slotsPossiblyLeaked;
    private readonly Histogram<double> _wait;
    private readonly Histogram<double> _create;
    private readonly Histogram<double> _init;
    private readonly Histogram<double> _scheduling;
    private readonly UpDownCounter<long> _slots;
    private readonly ActivitySource _spans = new(Name);

    /// <summary>Registers the instruments.</summary>
    /// <param name="meters">Where meters come from.</param>
    public FunctionInstruments(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _assigns = _meter.CreateCounter<long>("scaler.assigns", "{request}", "Assigns by outcome and reason.");
        _vanished = _meter.CreateCounter<long>(
            "scaler.callers.vanished", "{caller}", "Callers that did not come back, by what they left behind.");
        _idles = _meter.CreateCounter<long>("scaler.idles", "{request}", "Idles by outcome.");
        _slotsCreated = _meter.CreateCounter<long>("scaler.slots.created", "{slot}", "Slots started, by reason.");
        _slotsDestroyed = _meter.CreateCounter<long>("scaler.slots.destroyed", "{slot}", "Slots gone, by outcome.");
        _slotsPossiblyLeaked = _meter.CreateCounter<long>(
            "scaler.slots.possibly_leaked", "{slot}", "Creates without an answer: the platform may keep the slot.");
        _wait = _meter.CreateHistogram<double>("scaler.assign.wait", "s", "Wait of requests that found no idle slot.");
        _create = _meter.CreateHistogram<double>("scaler.slot.create", "s", "CreateSlot, as called.");
        _init = _meter.CreateHistogram<double>("scaler.slot.init", "s", "Init, as called.");
        _scheduling = _meter.CreateHistogram<double>(
            "scaler.assign.scheduling", "s", "Our own part of an Assign: the decision, without any wait.");
        _slots = _meter.CreateUpDownCounter<long>("scaler.slots", "{slot}", "Slots by state.");
    }

    /// <summary>Whether somebody reads how long decisions take; measuring costs two clock reads a call.</summary>
    internal bool MeasuresScheduling => _scheduling.Enabled;

    /// <summary>Whether somebody reads how many slots are in which state.</summary>
    internal bool MeasuresSlots => _slots.Enabled;

    /// <inheritdoc/>
    public void Dispose()
    {
        _meter.Dispose();
        _spans.Dispose();
    }

    internal void Assigned(AssignOutcome outcome, Reason reason)
    {
        if (_assigns.Enabled)
        {
            _assigns.Add(1, new(Outcome, outcome.ToString()), new(ReasonTag, reason.ToString()));
        }
    }

    /// <summary>A waiter gets no other answer, so it is counted as one; who was served was counted then.</summary>
    internal void Vanished(bool hadInstance)
    {
        _vanished.Add(1, new KeyValuePair<string, object?>("left", hadInstance ? "instance" : "place"));
        if (!hadInstance)
        {
            Assigned(AssignOutcome.Rejected, Reason.CallerVanished);
        }
    }

    internal void Idled(IdleOutcome outcome)
    {
        if (_idles.Enabled)
        {
            _idles.Add(1, new KeyValuePair<string, object?>(Outcome, outcome.ToString()));
        }
    }

    internal void Waited(TimeSpan wait, Reason reason)
    {
        if (_wait.Enabled)
        {
            _wait.Record(wait.TotalSeconds, new KeyValuePair<string, object?>(ReasonTag, reason.ToString()));
        }
    }

    internal void Scheduled(TimeSpan own) => _scheduling.Record(own.TotalSeconds);

    internal void SlotStarted(Reason reason)
    {
        if (_slotsCreated.Enabled)
        {
            _slotsCreated.Add(1, new KeyValuePair<string, object?>(ReasonTag, reason.ToString()));
        }
    }

    internal void SlotCreated(PlatformOutcome outcome, TimeSpan took)
    {
        _create.Record(took.TotalSeconds, new KeyValuePair<string, object?>(Outcome, outcome.ToString()));
        if (outcome == PlatformOutcome.TimedOut)
        {
            _slotsPossiblyLeaked.Add(1);
        }
    }

    internal void SlotInited(PlatformOutcome outcome, TimeSpan took) =>
        _init.Record(took.TotalSeconds, new KeyValuePair<string, object?>(Outcome, outcome.ToString()));

    internal void SlotDestroyed(PlatformOutcome outcome) =>
        _slotsDestroyed.Add(1, new KeyValuePair<string, object?>(Outcome, outcome.ToString()));

    internal void SlotsChanged(SlotState state, int by)
    {
        if (by != 0)
        {
            _slots.Add(by, new KeyValuePair<string, object?>(State, state.ToString()));
        }
    }

    /// <summary>A span below the caller's; null when nobody traces.</summary>
    internal Activity? StartSpan(string name, string? traceParent) =>
        traceParent is null
            ? _spans.StartActivity(name)
            : _spans.StartActivity(name, ActivityKind.Internal, traceParent);
}
