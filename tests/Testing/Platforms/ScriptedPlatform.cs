using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Testing.Platforms;

/// <summary>A platform on which every call ends when the test says and as it says.</summary>
public sealed class ScriptedPlatform : IPlatform
{
    public CallQueue<CreateSlotResult> Creates { get; } = new();

    public CallQueue<InitResult> Inits { get; } = new();

    public CallQueue<DestroySlotResult> Destroys { get; } = new();

    /// <summary>Where slots stand; nowhere that it would tell, unless the test says.</summary>
    public Func<string, SlotLocation?> OnLocate { get; set; } = _ => null;

    /// <summary>Whether a repeated create id means the same slot.</summary>
    public bool TakesRepeatedCreates { get; set; }

    /// <summary>Which of the slots asked about are lost; it cannot tell, unless the test says.</summary>
    public Func<IReadOnlyList<KnownPlatformSlot>, IReadOnlyList<string>?> OnReconcile { get; set; } = _ => null;

    public ValueTask<CreateSlotResult> CreateSlotAsync(SlotOrder order, CancellationToken cancellationToken) =>
        Creates.AddAsync(
            new()
            {
                RequestId = order.RequestId,
                MemoryMegabytes = order.MemoryMegabytes,
                Measured = order.Measured,
                Function = order.Function,
            },
            cancellationToken);

    public ValueTask<InitResult> InitAsync(
        string requestId,
        string platformSlotId,
        string instanceId,
        FunctionSpec function,
        CancellationToken cancellationToken)
    {
        var call = new PlatformCall<InitResult>
        {
            RequestId = requestId,
            PlatformSlotId = platformSlotId,
            InstanceId = instanceId,
            Function = function,
        };
        return Inits.AddAsync(call, cancellationToken);
    }

    public ValueTask<DestroySlotResult> DestroySlotAsync(
        string requestId, string platformSlotId, string reason, CancellationToken cancellationToken)
    {
        var call = new PlatformCall<DestroySlotResult>
        {
            RequestId = requestId,
            PlatformSlotId = platformSlotId,
            Reason = reason,
        };
        return Destroys.AddAsync(call, cancellationToken);
    }

    public ValueTask<IReadOnlyList<string>?> ReconcileAsync(
        FunctionSpec function, IReadOnlyList<KnownPlatformSlot> slots, CancellationToken cancellationToken) =>
        ValueTask.FromResult(OnReconcile(slots));

    public SlotLocation? Locate(string platformSlotId) => OnLocate(platformSlotId);

    /// <summary>Lets the next start go through: its create makes the slot named, its init succeeds.</summary>
    /// <returns>The init, as called.</returns>
    public async Task<PlatformCall<InitResult>> StartNextAsync(string platformSlotId)
    {
        var create = await Creates.NextAsync();
        create.Answer(new CreateSlotResult(PlatformOutcome.Ok, platformSlotId));
        var init = await Inits.NextAsync();
        init.Answer(new InitResult(PlatformOutcome.Ok));
        return init;
    }

    /// <summary>From now on everything succeeds at once; slots are named after their creates.</summary>
    public void SucceedAlways()
    {
        Creates.AnswerAlways(create => new CreateSlotResult(PlatformOutcome.Ok, $"p-{create.RequestId}"));
        Inits.AnswerAlways(_ => new InitResult(PlatformOutcome.Ok));
        Destroys.AnswerAlways(_ => new DestroySlotResult(PlatformOutcome.Ok));
    }
}
