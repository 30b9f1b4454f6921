using Grpc.Core;
using Grpc.Net.Client.Responses;

namespace Grpc.Net.Client.Calls;

internal sealed class UnaryCall<TRequest, TResponse>(
    GrpcChannel channel,
    Method<TRequest, TResponse> method,
    CallOptions options,
    TRequest request) : ClientCall<TRequest, TResponse>(channel, method, options, request)
    where TRequest : class
    where TResponse : class
{
    public async Task<TResponse> RunAsync()
    {
        ResponseReader? reader = null;
        try
        {
            TResponse? response = null;
            reader = await OpenAsync().ConfigureAwait(false);
            if (reader is not null)
            {
                if (await reader.MoveNextAsync(Cancelled).ConfigureAwait(false))
                {
                    response = Read(reader);
                    if (await reader.MoveNextAsync(Cancelled).ConfigureAwait(false))
                    {
                        throw new RpcException(new Status(
                            StatusCode.Internal, "Unexpected data after finished reading message."));
                    }
                }

                FinishFromTrailers();
            }

            return response ?? throw new RpcException(
                new Status(StatusCode.Internal, "Failed to deserialize response message."));
        }
        catch (Exception failure)
        {
            throw Fail(failure);
        }
        finally
        {
            reader?.Dispose();
        }
    }
}
