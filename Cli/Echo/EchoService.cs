using Grpc.Core;
using OrleansScaler.Protos.Simulator2023;

namespace OrleansScaler.Cli.Echo;

/// <summary>
/// Answers every call at once with an answer of the usual size and decides nothing: what is left is the cost of gRPC.
/// </summary>
internal sealed class EchoService : Scaler.ScalerBase
{
    private const string InstanceId = "00000000-0000-0000-0000-000000000000";

    private static readonly Task<IdleReply> Done = Task.FromResult(new IdleReply());

    public override Task<AssignReply> Assign(AssignRequest request, ServerCallContext context) =>
        Task.FromResult(new AssignReply
        {
            Assigment = new Assignment
            {
                RequestId = request.RequestId,
                MetaKey = request.MetaData?.Key ?? "",
                InstanceId = InstanceId,
            },
        });

    public override Task<IdleReply> Idle(IdleRequest request, ServerCallContext context) => Done;
}
