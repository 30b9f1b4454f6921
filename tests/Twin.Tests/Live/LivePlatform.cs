using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Simulation.VirtualTime;
using OrleansScaler.Testing.Platforms;
using OrleansScaler.Twin.Tests.Stories;

namespace OrleansScaler.Twin.Tests.Live;

/// <summary>Answers the grains' platform calls when the story says, and destroys at once.</summary>
internal sealed class LivePlatform
{
    private readonly LiveAgenda _agenda;
    private readonly ScriptedPlatform _platform;

    // Several functions may start slots at one instant, and in an order of their own.
    private readonly Dictionary<(object Queue, string Slot), object> _early = [];

    public LivePlatform(LiveAgenda agenda, ScriptedPlatform platform)
    {
        _agenda = agenda;
        _platform = platform;
        platform.Destroys.AnswerAlways(_ => new DestroySlotResult(PlatformOutcome.Ok));
    }

    /// <summary>A function decided on a start, which has to reach the platform.</summary>
    public async Task StartAsync(int function, string slot, DateTimeOffset now, StartOutcome planned)
    {
        var create = await TakeAsync(_platform.Creates, slot);
        if (planned is { Failure: { } failure, Made: false })
        {
            _agenda.Plan(now + planned.After, LiveEventKind.Started, function, () =>
            {
                create.Answer(new CreateSlotResult(OutcomeOf(failure), Message: "planned"));
                return Task.CompletedTask;
            });
            return;
        }

        PlatformCall<InitResult>? init = null;
        _agenda.Plan(now + Story.Create, LiveEventKind.Made, function, async () =>
        {
            create.Answer(new CreateSlotResult(PlatformOutcome.Ok, $"p-{slot}"));
            init = await TakeAsync(_platform.Inits, slot);
        });
        _agenda.Plan(now + planned.After, LiveEventKind.Started, function, () =>
        {
            init!.Answer(new InitResult(OutcomeOf(planned.Failure)));
            return Task.CompletedTask;
        });
    }

    private static PlatformOutcome OutcomeOf(StartFailure? failure) => failure switch
    {
        null => PlatformOutcome.Ok,
        StartFailure.Refused => PlatformOutcome.Refused,
        _ => PlatformOutcome.Failed,
    };

    private async Task<PlatformCall<T>> TakeAsync<T>(CallQueue<T> calls, string slot)
    {
        while (true)
        {
            if (_early.Remove((calls, slot), out var early))
            {
                return (PlatformCall<T>)early;
            }

            var next = await calls.NextAsync();
            _early.Add((calls, next.RequestId), next);
        }
    }
}
