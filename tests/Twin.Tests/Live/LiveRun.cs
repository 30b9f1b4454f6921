using OrleansScaler.Contracts.Functions;
using OrleansScaler.Simulation.Traces;
using OrleansScaler.Twin.Tests.Decisions;
using OrleansScaler.Twin.Tests.Stories;

namespace OrleansScaler.Twin.Tests.Live;

/// <summary>
/// The story in real grains: one thing after the other, in the simulator's order. At one instant calls end first, then
/// starts end, then calls arrive, and only then what the clock's timers say.
/// </summary>
internal sealed class LiveRun
{
    /// <summary>
    /// How often every function must have nothing new to tell, with no word under way between them.
    /// </summary>
    private const int QuietRounds = 5;

    private readonly TwinSilo _silo;
    private readonly Story _story;
    private readonly Queue<TraceCall> _calls;
    private readonly LiveFunction[] _functions;
    private readonly LiveAgenda _agenda = new();
    private readonly LivePlatform _platform;
    private readonly LiveSpares _spares;
    private readonly DecisionLines _decisions = new(Story.Start);

    private LiveRun(TwinSilo silo, Story story)
    {
        _silo = silo;
        _story = story;
        _calls = new Queue<TraceCall>(story.Workload.Trace.Calls());
        _functions =
        [
            .. story.Workload.Functions.Select(spec => new LiveFunction(silo.Function(spec.Key.Value), spec)),
        ];
        _platform = new LivePlatform(_agenda, silo.Platform);
        _spares = new LiveSpares(silo, story, _platform);
    }

    private DateTimeOffset? NextInstant
    {
        get
        {
            DateTimeOffset? arrival = _calls.TryPeek(out var call) ? Story.Start + call.At : null;
            return new[] { arrival, _agenda.NextAt, _silo.Clock.NextDueTime }.Min();
        }
    }

    public static async Task<DecisionLines> PlayAsync(TwinSilo silo, Story story)
    {
        var run = new LiveRun(silo, story);
        var end = Story.Start + story.Workload.Trace.Length;
        while (run.NextInstant is { } instant && instant <= end)
        {
            await run.PlayInstantAsync(instant);
        }

        Assert.All(run._functions, function => Assert.Empty(function.Unanswered));
        return run._decisions;
    }

    private async Task PlayInstantAsync(DateTimeOffset now)
    {
        _silo.Clock.Reach(now);
        while (await PlayNextAsync(now))
        {
            await SettleAsync(now);
        }

        await AskAgainAsync(now);
    }

    /// <summary>A start that finds a spare may fail at once: before the next call, as in the simulator.</summary>
    private async Task<bool> PlayNextAsync(DateTimeOffset now)
    {
        if (_agenda.NextAt <= now)
        {
            await _agenda.TakeNextAsync();
            return true;
        }

        if (_calls.TryPeek(out var next) && Story.Start + next.At <= now)
        {
            _functions[next.Function].Arrive(_calls.Dequeue()).Ask(now);
            return true;
        }

        return _silo.Clock.FireNext();
    }

    /// <summary>Waits until every function has done what it has to do, and heeds what was decided.</summary>
    private async Task SettleAsync(DateTimeOffset now)
    {
        for (var quiet = 0; quiet < QuietRounds; quiet++)
        {
            for (var function = 0; function < _functions.Length; function++)
            {
                foreach (var decision in await _functions[function].HearAsync())
                {
                    await HeedAsync(function, decision, now);
                    quiet = -1;
                }
            }

            var isUnderWay = !_silo.IsAtRest || !Array.TrueForAll(_functions, function => function.HasAllCalls);
            quiet = await _spares.HearAsync(now) || isUnderWay ? -1 : quiet;
        }
    }

    private async Task HeedAsync(int index, Decision decision, DateTimeOffset now)
    {
        var function = _functions[index];
        var call = decision.RequestId is { } request ? function.TakeUnanswered(request) : null;
        _decisions.Add(decision.At, index, decision.Action, decision.Reason, (decision.SlotId, call?.Number));
        if (call is not null)
        {
            await AnswerAsync(call, decision, now);
        }
        else if (decision.Action == "Create")
        {
            await _platform.StartAsync(index, decision.SlotId!, now, _story.Outcome(index, ++function.Starts));
        }
    }

    /// <summary>The caller must hear what was decided, and runs if it was granted an instance.</summary>
    private async Task AnswerAsync(LiveCall call, Decision decision, DateTimeOffset now)
    {
        var reply = await call.AnswerAsync(now);
        var isGranted = decision.Action == "Grant";
        Assert.Equal(
            (isGranted ? AssignOutcome.Granted : AssignOutcome.Rejected, decision.SlotId, decision.Reason),
            (reply.Outcome, reply.InstanceId, reply.Reason));
        if (isGranted)
        {
            _agenda.Plan(
                now + call.Runs, LiveEventKind.Completed, call.Function, () => call.GiveBackAsync(decision.SlotId!));
        }
    }

    /// <summary>A waiting caller is told to ask again, and must not lose or change its place by it.</summary>
    private async Task AskAgainAsync(DateTimeOffset now)
    {
        foreach (var function in _functions)
        {
            foreach (var call in function.Unanswered)
            {
                if (call.AskedAt + _silo.Functions.AnswerWaitingAfter <= now)
                {
                    await call.AskAgainAsync(now);
                    await SettleAsync(now);
                }
            }
        }
    }
}
