using Grpc.Core;

namespace OrleansScaler.Conformance.Tests.Grpc;

internal sealed class EchoService(EchoScript script) : Echo.EchoBase
{
    public override Task<EchoReply> Say(EchoRequest request, ServerCallContext context) =>
        script.Say(request, context);

    public override Task Count(
        EchoRequest request,
        IServerStreamWriter<EchoReply> responseStream,
        ServerCallContext context) => script.Count(request, responseStream, context);
}
