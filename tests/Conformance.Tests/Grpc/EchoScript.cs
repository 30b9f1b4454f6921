using Grpc.Core;

namespace OrleansScaler.Conformance.Tests.Grpc;

/// <summary>What the echo service does, as one test wants it.</summary>
internal sealed class EchoScript
{
    public Func<EchoRequest, ServerCallContext, Task<EchoReply>> Say { get; init; } =
        (request, _) => Task.FromResult(new EchoReply { Text = request.Text, Number = request.Number });

    public Func<EchoRequest, IServerStreamWriter<EchoReply>, ServerCallContext, Task> Count { get; init; } =
        async (request, stream, _) =>
        {
            for (int number = 1; number <= request.Number; number++)
            {
                await stream.WriteAsync(new EchoReply { Number = number });
            }
        };
}
