using System.Globalization;
using Grpc.Core;
using OrleansScaler.Protos.Simulator2023;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Simulation.SimulatedPlatforms;
using Status = OrleansScaler.Protos.Simulator2023.Status;

namespace OrleansScaler.Simulation.Replay;

/// <summary>
/// After a replay its platform goes away, and a scaler would lend what it still holds to the next one's requests. The
/// protocol has one way to make it let go: take each instance and give it back as a bad one.
/// </summary>
internal sealed class InstanceReturn
{
    /// <summary>Longest that anybody is kept waiting after the run; the longest known init takes as long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ScalerConnections _connections;
    private readonly SimulatedSlots _slots;
    private readonly IReadOnlyList<Meta> _metas;

    public InstanceReturn(ScalerConnections connections, SimulatedSlots slots, IReadOnlyList<Meta> metas)
    {
        _connections = connections;
        _slots = slots;
        _metas = metas;
    }

    /// <summary>Makes the scaler destroy every instance of the run, those still starting included.</summary>
    public async Task RunAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var last = _slots.Accounts().Created;
        try
        {
            for (var (idle, starting) = _slots.Instances(last);
                idle.Count + starting > 0;
                (idle, starting) = _slots.Instances(last))
            {
                await Task.WhenAll(_metas.Select((meta, index) =>
                    ReturnAllAsync(_connections[index], meta, idle.GetValueOrDefault(meta.Key), patience.Token)))
                    .ConfigureAwait(false);
                await Task.Delay(Pause, patience.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is RpcException or OperationCanceledException)
        {
            // A scaler that answers no more keeps what it has; the next replay says so if it meets it.
        }
    }

    private static async Task ReturnAllAsync(
        Scaler.ScalerClient client, Meta meta, int instances, CancellationToken cancellationToken)
    {
        var result = new Result { StatusCode = 500, NeedDestroy = true, Reason = "the replay is over" };
        for (var i = 0; i < instances; i++)
        {
            var request = new AssignRequest
            {
                RequestId = string.Create(CultureInfo.InvariantCulture, $"return-{Guid.NewGuid():N}"),
                MetaData = meta,
            };
            var reply = await client.AssignAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (reply.Status != Status.Ok || reply.Assigment is null)
            {
                return;
            }

            var idle = new IdleRequest { Assigment = reply.Assigment, Result = result };
            await client.IdleAsync(idle, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }
}
