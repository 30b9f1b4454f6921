using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Net.Client;
using OrleansScaler.Protos.Simulator2023;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Simulation.Tests.Replay;

/// <summary>
/// A scaler of a few lines: an idle instance if there is one, otherwise a new slot. Faults by switches.
/// </summary>
internal sealed class TestScaler : Scaler.ScalerBase, IDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentStack<string>> _idle = [];
    private readonly ConcurrentDictionary<string, string> _slotOfInstance = [];
    private GrpcChannel? _channel;
    private Platform.PlatformClient? _platform;
    private int _assigns;
    private int _slots;

    /// <summary>What to do wrong, by the number of the Assign from 1.</summary>
    public Func<int, Mischief> Mischief { get; init; } = _ => Replay.Mischief.None;

    /// <summary>Whether the platform knows of an init; an Assign is answered no sooner.</summary>
    public Func<bool> InitBegun { get; set; } = () => true;

    public ConcurrentQueue<AssignRequest> Assigns { get; } = [];

    public ConcurrentQueue<IdleRequest> Idles { get; } = [];

    private Platform.PlatformClient Slots => _platform ?? throw new InvalidOperationException("not connected");

    public void Connect(HostPort platform)
    {
        _channel = GrpcChannel.ForAddress(platform.Uri);
        _platform = new Platform.PlatformClient(_channel);
    }

    public override async Task<AssignReply> Assign(AssignRequest request, ServerCallContext context)
    {
        Assigns.Enqueue(request);
        var mischief = Mischief(Interlocked.Increment(ref _assigns));
        switch (mischief)
        {
            case Replay.Mischief.Throttle:
                return new AssignReply { Status = Protos.Simulator2023.Status.Throttle, ErrorMessage = "full" };
            case Replay.Mischief.Throw:
                throw new RpcException(new Grpc.Core.Status(StatusCode.Internal, "broken"));
            case Replay.Mischief.NoAssignment:
                return new AssignReply();
            case Replay.Mischief.Invent:
                return ReplyWith(request, "no-such-instance");
            case Replay.Mischief.LendAnyones:
                return ReplyWith(request, _slotOfInstance.Keys.First());
            default:
                var instance = await TakeAsync(request.MetaData, initFirst: mischief != Replay.Mischief.SkipInit);
                if (mischief == Replay.Mischief.DestroyAfterAssign)
                {
                    _slotOfInstance.TryRemove(instance, out var slot);
                    _ = DestroySoonAsync(slot!);
                }

                return ReplyWith(request, instance);
        }
    }

    public override async Task<IdleReply> Idle(IdleRequest request, ServerCallContext context)
    {
        Idles.Enqueue(request);
        if (request.Result.NeedDestroy)
        {
            var id = _slotOfInstance.GetValueOrDefault(request.Assigment.InstanceId, "gone");
            await Slots.DestroySlotAsync(new DestroySlotRequest { Id = id });
        }
        else if (_slotOfInstance.ContainsKey(request.Assigment.InstanceId))
        {
            IdleOf(request.Assigment.MetaKey).Push(request.Assigment.InstanceId);
        }

        return new IdleReply();
    }

    public void Dispose() => _channel?.Dispose();

    private async Task DestroySoonAsync(string slotId)
    {
        await Task.Delay(50);
        await Slots.DestroySlotAsync(new DestroySlotRequest { Id = slotId });
    }

    private async Task<string> TakeAsync(Meta meta, bool initFirst)
    {
        if (IdleOf(meta.Key).TryPop(out var idle))
        {
            return idle;
        }

        var number = Interlocked.Increment(ref _slots);
        var created = await Slots.CreateSlotAsync(new CreateSlotRequest
        {
            RequestId = $"create-{number}",
            ResourceConfig = new ResourceConfig { MemoryInMegabytes = meta.MemoryInMb },
        });
        var instance = $"instance-{number}";
        _slotOfInstance[instance] = created.Slot.Id;
        var init = new InitRequest
        {
            RequestId = $"init-{number}", SlotId = created.Slot.Id, InstanceId = instance, MetaData = meta,
        };
        var initing = Slots.InitAsync(init).ResponseAsync;
        if (initFirst)
        {
            await initing;
        }

        while (!InitBegun())
        {
            await Task.Delay(1);
        }

        return instance;
    }

    private ConcurrentStack<string> IdleOf(string key) => _idle.GetOrAdd(key, _ => new ConcurrentStack<string>());

    private static AssignReply ReplyWith(AssignRequest request, string instance) => new()
    {
        Assigment = new Assignment
        {
            RequestId = request.RequestId, MetaKey = request.MetaData.Key, InstanceId = instance,
        },
    };
}
