using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Simulation.VirtualTime;
using OrleansScaler.Testing.Platforms;
using OrleansScaler.Testing.Polling;
using OrleansScaler.Twin.Tests.Stories;

namespace OrleansScaler.Twin.Tests.Live;

/// <summary>Answers the grains' platform calls when the story says, and destroys at once.</summary>
internal sealed class LivePlatform
{
    /// <summary>Spares are made before any start ends at that instant, as in the simulator.</summary>
    private const int BeforeFunctions = -1;

    /// <summary>What the slot ids of spares have in them.</summary>
    private const string Spares = "-spares";

    private readonly LiveAgenda _agenda;
    private readonly ScriptedPlatform _platform;
    private int _heard;

    public LivePlatform(LiveAgenda agenda, ScriptedPlatform platform)
    {
        _agenda = agenda;
        _platform = platform;
        platform.Destroys.AnswerAlways(_ => new DestroySlotResult(PlatformOutcome.Ok));
    }

    /// <summary>A function decided on a start, which has to reach the platform.</summary>
    public async Task StartAsync(int function, string slot, DateTimeOffset now, StartOutcome planned)
    {
        PlatformCall<CreateSlotResult>? create = null;
        PlatformCall<InitResult>? init = null;
        await Eventually.HoldsAsync(() =>
            (create = Find(_platform.Creates, slot)) is not null || (init = Find(_platform.Inits, slot)) is not null);
        if (create is null)
        {
            PlanInit(function, now + WithoutCreate(planned), () => init!, planned);
            return;
        }

        if (planned is { Failure: { } failure, Made: false })
        {
            _agenda.Plan(now + planned.After, LiveEventKind.Started, function, () =>
            {
                create.Answer(new CreateSlotResult(OutcomeOf(failure), Message: "planned"));
                return Task.CompletedTask;
            });
            return;
        }

        _agenda.Plan(now + Story.Create, LiveEventKind.Made, function, async () =>
        {
            Make(create);
            await Eventually.HoldsAsync(() => (init = Find(_platform.Inits, slot)) is not null);
        });
        PlanInit(function, now + planned.After, () => init!, planned);
    }

    /// <summary>Plans the end of creates that no function called.</summary>
    /// <returns>False when there was none.</returns>
    public bool MakeSpares(DateTimeOffset now)
    {
        var creates = _platform.Creates.All;
        var spares = creates.Skip(_heard).Where(IsSpare).ToArray();
        _heard = creates.Count;
        foreach (var spare in spares)
        {
            _agenda.Plan(now + Story.Create, LiveEventKind.Started, BeforeFunctions, () =>
            {
                Make(spare);
                return Task.CompletedTask;
            });
        }

        return spares.Length > 0;
    }

    private void PlanInit(
        int function, DateTimeOffset at, Func<PlatformCall<InitResult>> init, StartOutcome planned) =>
        _agenda.Plan(at, LiveEventKind.Started, function, () =>
        {
            init().Answer(new InitResult(OutcomeOf(planned.Failure)));
            return Task.CompletedTask;
        });

    /// <summary>A start with a spare takes its init alone, and fails at once where its create would.</summary>
    private static TimeSpan WithoutCreate(StartOutcome planned) =>
        planned.After > Story.Create ? planned.After - Story.Create : TimeSpan.Zero;

    private static bool IsSpare(PlatformCall<CreateSlotResult> create) =>
        create.RequestId.Contains(Spares, StringComparison.Ordinal);

    private static void Make(PlatformCall<CreateSlotResult> create) =>
        create.Answer(new CreateSlotResult(PlatformOutcome.Ok, $"p-{create.RequestId}"));

    private static PlatformCall<T>? Find<T>(CallQueue<T> calls, string slot) =>
        calls.All.LastOrDefault(call => call.RequestId == slot);

    private static PlatformOutcome OutcomeOf(StartFailure? failure) => failure switch
    {
        null => PlatformOutcome.Ok,
        StartFailure.Refused => PlatformOutcome.Refused,
        _ => PlatformOutcome.Failed,
    };
}
