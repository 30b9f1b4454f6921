using Grpc.Core;
using OrleansScaler.Protos.Simulator2023;
using OrleansScaler.Simulation.SimulatedPlatforms;

namespace OrleansScaler.Cluster.Tests.Platforms;

/// <summary>Hands one silo's calls on to the platform, and notes which functions it makes instances of.</summary>
internal sealed class RelayService(string silo, Platform.PlatformClient platform, Owners owners) : Platform.PlatformBase
{
    public override async Task<CreateSlotReply> CreateSlot(CreateSlotRequest request, ServerCallContext context)
    {
        owners.Begin(PlatformOperation.Create, silo);
        return await platform.CreateSlotAsync(request, cancellationToken: context.CancellationToken);
    }

    public override async Task<InitReply> Init(InitRequest request, ServerCallContext context)
    {
        owners.Begin(PlatformOperation.Init, silo);
        var reply = await platform.InitAsync(request, cancellationToken: context.CancellationToken);
        owners.Note(request.MetaData.Key, silo);
        return reply;
    }

    public override async Task<DestroySlotReply> DestroySlot(DestroySlotRequest request, ServerCallContext context)
    {
        owners.Begin(PlatformOperation.Destroy, silo);
        return await platform.DestroySlotAsync(request, cancellationToken: context.CancellationToken);
    }
}
