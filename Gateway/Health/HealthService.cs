using Grpc.Core;
using OrleansScaler.Protos.Health;
using static OrleansScaler.Protos.Health.HealthCheckResponse.Types;

namespace OrleansScaler.Gateway.Health;

/// <summary>The gRPC health protocol: the whole server under the empty name, and each service under its own.</summary>
/// <param name="readiness">Whether calls are accepted.</param>
public sealed class HealthService(Readiness readiness) : Protos.Health.Health.HealthBase
{
    private static readonly HashSet<string> s_services = new(StringComparer.Ordinal)
    {
        "",
        "serverless.simulator.Scaler",
        "schedulerproto.Scheduler",
        "orleansscaler.admin.v1.Admin",
        "orleansscaler.admin.v1.NodeRegistry",
    };

    /// <inheritdoc/>
    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) =>
        s_services.Contains(request.Service)
            ? Task.FromResult(Now())
            : throw new RpcException(new Status(StatusCode.NotFound, $"There is no service '{request.Service}'."));

    /// <inheritdoc/>
    public override async Task Watch(
        HealthCheckRequest request,
        IServerStreamWriter<HealthCheckResponse> responseStream,
        ServerCallContext context)
    {
        if (!s_services.Contains(request.Service))
        {
            var unknown = new HealthCheckResponse { Status = ServingStatus.ServiceUnknown };
            await responseStream.WriteAsync(unknown).ConfigureAwait(false);
            return;
        }

        while (!context.CancellationToken.IsCancellationRequested)
        {
            var changed = readiness.Changed;
            var now = Now();
            await responseStream.WriteAsync(now).ConfigureAwait(false);
            if (readiness.HasEnded && now.Status == ServingStatus.NotServing)
            {
                return; // A watch would hold up the end of the server.
            }

            try
            {
                await changed.WaitAsync(context.CancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return; // The watcher went away, which is how every watch ends.
            }
        }
    }

    private HealthCheckResponse Now() => new()
    {
        Status = readiness.IsReady ? ServingStatus.Serving : ServingStatus.NotServing,
    };
}
