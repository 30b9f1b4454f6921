using System.Collections.Concurrent;
using Grpc.Core;
using OrleansScaler.Protos.Simulator2023;

namespace OrleansScaler.Platforms.Tests.Grpc;

/// <summary>The platform's side of the wire: notes what arrives and answers what the test says.</summary>
internal sealed class WirePlatform : Platform.PlatformBase
{
    public Func<CreateSlotRequest, ServerCallContext, Task<CreateSlotReply>> OnCreate { get; set; } =
        (request, _) => Task.FromResult(new CreateSlotReply
        {
            Slot = new Slot { Id = "p1", ResourceConfig = request.ResourceConfig, CreateDurationInMs = 120 },
        });

    public Func<InitRequest, ServerCallContext, Task<InitReply>> OnInit { get; set; } =
        (_, _) => Task.FromResult(new InitReply { InitDurationInMs = 340 });

    public Func<DestroySlotRequest, ServerCallContext, Task<DestroySlotReply>> OnDestroy { get; set; } =
        (_, _) => Task.FromResult(new DestroySlotReply());

    public ConcurrentQueue<CreateSlotRequest> Creates { get; } = new();

    public ConcurrentQueue<InitRequest> Inits { get; } = new();

    public ConcurrentQueue<DestroySlotRequest> Destroys { get; } = new();

    public override Task<CreateSlotReply> CreateSlot(CreateSlotRequest request, ServerCallContext context)
    {
        Creates.Enqueue(request);
        return OnCreate(request, context);
    }

    public override Task<InitReply> Init(InitRequest request, ServerCallContext context)
    {
        Inits.Enqueue(request);
        return OnInit(request, context);
    }

    public override Task<DestroySlotReply> DestroySlot(DestroySlotRequest request, ServerCallContext context)
    {
        Destroys.Enqueue(request);
        return OnDestroy(request, context);
    }
}
