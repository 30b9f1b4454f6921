using System.Collections.Concurrent;
using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using OrleansScaler.Protos.Simulator2023;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.EndToEnd.Tests.Replay;

/// <summary>
/// A scaler that knows nothing of ours and does as the contest's reference does: the last idle instance first, else a
/// cold start inside the Assign.
/// </summary>
internal sealed class ForeignScaler(HostPort platform) : Scaler.ScalerBase, IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(platform.Uri);
    private readonly ConcurrentDictionary<string, ConcurrentStack<string>> _idle = [];
    private readonly ConcurrentDictionary<string, string> _slots = [];
    private int _instances;

    private Platform.PlatformClient Slots => field ??= new Platform.PlatformClient(_channel);

    public override async Task<AssignReply> Assign(AssignRequest request, ServerCallContext context)
    {
        var meta = request.MetaData;
        if (!IdleOf(meta.Key).TryPop(out var instance))
        {
            instance = await StartAsync(request);
        }

        return new AssignReply
        {
            Assigment = new Assignment { RequestId = request.RequestId, MetaKey = meta.Key, InstanceId = instance },
        };
    }

    public override async Task<IdleReply> Idle(IdleRequest request, ServerCallContext context)
    {
        var instance = request.Assigment.InstanceId;
        if (!request.Result.NeedDestroy)
        {
            IdleOf(request.Assigment.MetaKey).Push(instance);
        }
        else if (_slots.TryRemove(instance, out var slot))
        {
            await Slots.DestroySlotAsync(new DestroySlotRequest { RequestId = instance, Id = slot, Reason = "bad" });
        }

        return new IdleReply();
    }

    public void Dispose() => _channel.Dispose();

    private async Task<string> StartAsync(AssignRequest request)
    {
        var number = Interlocked.Increment(ref _instances).ToString(CultureInfo.InvariantCulture);
        var created = await Slots.CreateSlotAsync(new CreateSlotRequest
        {
            RequestId = request.RequestId,
            ResourceConfig = new ResourceConfig { MemoryInMegabytes = request.MetaData.MemoryInMb },
        });
        var instance = $"foreign-{number}";
        _slots[instance] = created.Slot.Id;
        await Slots.InitAsync(new InitRequest
        {
            RequestId = request.RequestId, SlotId = created.Slot.Id, InstanceId = instance, MetaData = request.MetaData,
        });
        return instance;
    }

    private ConcurrentStack<string> IdleOf(string key) => _idle.GetOrAdd(key, _ => new ConcurrentStack<string>());
}
