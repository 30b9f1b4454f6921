using Grpc.Core;
using OrleansScaler.Protos.Simulator2023;
using OrleansScaler.Scheduling.Functions;
using Wire = OrleansScaler.Protos.Simulator2023.Platform;

namespace OrleansScaler.Platforms.Grpc;

/// <summary>A platform of the 2023 protocol behind gRPC. It places slots itself.</summary>
/// <param name="calls">Sends calls over the endpoint's one shared channel.</param>
/// <param name="options">Deadlines and retries.</param>
/// <param name="time">Tells pauses.</param>
public sealed class GrpcPlatform(CallInvoker calls, PlatformOptions options, TimeProvider time) : IPlatform
{
    private readonly Wire.PlatformClient _client = new(calls);
    private readonly RetryingCall _call = new(options.MaximumAttempts, options.RetryAfter, time);

    /// <inheritdoc/>
    public bool TakesRepeatedCreates => options.RepeatedCreateIsSafe;

    /// <inheritdoc/>
    public async ValueTask<CreateSlotResult> CreateSlotAsync(SlotOrder order, CancellationToken cancellationToken)
    {
        var megabytes = Megabytes(order.MemoryMegabytes);
        var request = new CreateSlotRequest
        {
            RequestId = order.RequestId,
            ResourceConfig = new ResourceConfig { MemoryInMegabytes = megabytes },
        };
        var (outcome, reply, message) = await _call.SendAsync(
            callOptions => _client.CreateSlotAsync(request, callOptions),
            reply => ReplyStatus.Read(reply.Status, reply.ErrorMessage),
            LimitsOf(options.CreateTimeout, options.RepeatedCreateIsSafe),
            cancellationToken).ConfigureAwait(false);
        if (outcome != PlatformOutcome.Ok)
        {
            return new CreateSlotResult(outcome, Message: message);
        }

        if (reply?.Slot is not { Id.Length: > 0 } slot)
        {
            return new CreateSlotResult(PlatformOutcome.Failed, Message: "CreateSlot answered Ok without a slot.");
        }

        var created = TimeSpan.FromMilliseconds(slot.CreateDurationInMs);
        var size = slot.ResourceConfig?.MemoryInMegabytes ?? megabytes;
        return size == megabytes
            ? new CreateSlotResult(PlatformOutcome.Ok, slot.Id, created)
            : new CreateSlotResult(
                PlatformOutcome.Failed,
                slot.Id,
                created,
                $"CreateSlot made {size} MB where {megabytes} MB were asked for.");
    }

    /// <inheritdoc/>
    public async ValueTask<InitResult> InitAsync(
        string requestId,
        string platformSlotId,
        string instanceId,
        FunctionSpec function,
        CancellationToken cancellationToken)
    {
        var request = new InitRequest
        {
            RequestId = requestId,
            SlotId = platformSlotId,
            InstanceId = instanceId,
            MetaData = new Meta
            {
                Key = function.Key.Value,
                Runtime = function.Runtime,
                TimeoutInSecs = (uint)Math.Ceiling(function.Timeout.TotalSeconds),
                MemoryInMb = Megabytes(function.MemoryMegabytes),
            },
        };
        var (outcome, reply, message) = await _call.SendAsync(
            callOptions => _client.InitAsync(request, callOptions),
            reply => ReplyStatus.Read(reply.Status, reply.ErrorMessage),
            LimitsOf(options.InitTimeout, isRepeatable: false),
            cancellationToken).ConfigureAwait(false);
        return new InitResult(outcome, TimeSpan.FromMilliseconds(reply?.InitDurationInMs ?? 0), message);
    }

    /// <inheritdoc/>
    public async ValueTask<DestroySlotResult> DestroySlotAsync(
        string requestId, string platformSlotId, string reason, CancellationToken cancellationToken)
    {
        var request = new DestroySlotRequest { RequestId = requestId, Id = platformSlotId, Reason = reason };
        var (outcome, _, message) = await _call.SendAsync(
            callOptions => _client.DestroySlotAsync(request, callOptions),
            reply => ReplyStatus.Read(reply.Status, reply.ErrorMessage),
            LimitsOf(options.DestroyTimeout, isRepeatable: true),
            cancellationToken).ConfigureAwait(false);
        return new DestroySlotResult(outcome, message);
    }

    /// <summary>
    /// A connection that broke with calls on it says of none of them what became of it: a slot may stand all the same.
    /// </summary>
    private static RetryLimits LimitsOf(TimeSpan timeout, bool isRepeatable) =>
        new(timeout, isRepeatable) { LostIsTimedOut = true };

    /// <summary>A slot must hold what the function declares, so a fraction goes up.</summary>
    private static ulong Megabytes(double memoryMegabytes) => (ulong)Math.Ceiling(memoryMegabytes);
}
