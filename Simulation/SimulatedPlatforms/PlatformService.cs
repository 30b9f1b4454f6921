using Grpc.Core;
using OrleansScaler.Platforms;
using OrleansScaler.Protos.Simulator2023;
using Status = OrleansScaler.Protos.Simulator2023.Status;

namespace OrleansScaler.Simulation.SimulatedPlatforms;

/// <summary>The simulated platform on the wire.</summary>
internal sealed class PlatformService : Platform.PlatformBase
{
    private readonly SimulatedPlatform _platform;
    private readonly KnownFunctions _functions;

    public PlatformService(SimulatedPlatform platform, KnownFunctions functions)
    {
        _platform = platform;
        _functions = functions;
    }

    public override async Task<CreateSlotReply> CreateSlot(CreateSlotRequest request, ServerCallContext context)
    {
        if (request.ResourceConfig is not { MemoryInMegabytes: > 0 } size)
        {
            return new CreateSlotReply
            {
                Status = Status.InvalidArgument,
                ErrorMessage = "resource_config.memory_in_megabytes must be above 0",
            };
        }

        var created = await AnswerAsync(
            _platform.CreateAsync(request.RequestId, size.MemoryInMegabytes), context).ConfigureAwait(false);
        var reply = new CreateSlotReply { Status = StatusOf(created.Result.Outcome, created.Result.Message) };
        if (created.Result.Outcome == PlatformOutcome.Ok)
        {
            reply.Slot = new Slot
            {
                Id = created.Result.PlatformSlotId,
                ResourceConfig = new ResourceConfig
                {
                    MemoryInMegabytes = (ulong)Math.Ceiling(created.MemoryMegabytes),
                },
                CreateTime = Moment(created.CreatedAt),
                CreateDurationInMs = (ulong)created.Result.CreateDuration.TotalMilliseconds,
            };
        }
        else
        {
            reply.ErrorMessage = created.Result.Message ?? "";
        }

        return reply;
    }

    public override async Task<InitReply> Init(InitRequest request, ServerCallContext context)
    {
        if (request.MetaData is not { MemoryInMb: > 0 } meta || request.InstanceId.Length == 0)
        {
            return new InitReply
            {
                Status = Status.InvalidArgument,
                ErrorMessage = "an init needs an instance_id and meta_data with memory_in_mb above 0",
            };
        }

        var function = _functions.SpecOf(meta);
        var started = _platform.Slots.Now;
        var result = await AnswerAsync(
            _platform.InitAsync(request.SlotId, request.InstanceId, function), context).ConfigureAwait(false);
        var reply = new InitReply
        {
            Status = StatusOf(result.Outcome, result.Message),
            CreateTime = Moment(started),
            InitDurationInMs = (ulong)result.InitDuration.TotalMilliseconds,
        };
        if (result.Outcome != PlatformOutcome.Ok)
        {
            reply.ErrorMessage = result.Message ?? "";
        }

        return reply;
    }

    public override async Task<DestroySlotReply> DestroySlot(DestroySlotRequest request, ServerCallContext context)
    {
        var result = await AnswerAsync(_platform.DestroyAsync(request.Id), context).ConfigureAwait(false);
        var reply = new DestroySlotReply { Status = StatusOf(result.Outcome, result.Message) };
        if (result.Outcome != PlatformOutcome.Ok)
        {
            reply.ErrorMessage = result.Message ?? "";
        }

        return reply;
    }

    private ulong Moment(TimeSpan sinceStart) =>
        (ulong)(_platform.Slots.StartedAt + sinceStart).ToUnixTimeMilliseconds();

    /// <summary>A lost answer ends with the caller's own deadline, not before.</summary>
    private static async Task<T> AnswerAsync<T>(Task<T> work, ServerCallContext context)
    {
        try
        {
            return await work.WaitAsync(context.CancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new RpcException(new Grpc.Core.Status(StatusCode.Cancelled, "the caller went away"));
        }
    }

    private static Status StatusOf(PlatformOutcome outcome, string? message) => outcome switch
    {
        PlatformOutcome.Ok => Status.Ok,
        PlatformOutcome.Throttled => Status.Throttle,
        PlatformOutcome.Refused => Status.InvalidArgument,
        PlatformOutcome.NotFound => Status.NotFound,
        PlatformOutcome.Unavailable => throw new RpcException(
            new Grpc.Core.Status(StatusCode.Unavailable, message ?? "unavailable")),
        _ => Status.InternalError,
    };
}
