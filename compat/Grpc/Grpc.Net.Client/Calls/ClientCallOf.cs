using System.Net;
using System.Runtime.CompilerServices;

using Grpc.Core;
using Grpc.Net.Client.Responses;
using Grpc.Shared;

namespace Grpc.Net.Client.Calls;

/// <summary>A call with one request message.</summary>
internal abstract class ClientCall<TRequest, TResponse>(
    GrpcChannel channel,
    Method<TRequest, TResponse> method,
    CallOptions options,
    TRequest request) : ClientCall(channel, options)
    where TRequest : class
    where TResponse : class
{
    private readonly Uri _address = channel.AddressOf(method);
    private HttpResponseMessage? _response;

    /// <summary>Sends the request; null when the response is its headers alone and says OK.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    protected async ValueTask<ResponseReader?> OpenAsync()
    {
        TimeSpan? left = ArmCancellation();
        HttpRequestMessage message = CreateMessage(left);
        _response = await Channel.SendAsync(message, Cancelled).ConfigureAwait(false);
        Received(_response);
        if (ResponseMetadata.TryReadStatus(_response.Headers, out Status status))
        {
            Finish(status, ResponseMetadata.Read(_response.Headers));
            return null;
        }

        ResponseMetadata.CheckIsGrpc(_response);
        Stream stream = await _response.Content.ReadAsStreamAsync(Cancelled).ConfigureAwait(false);
        return new ResponseReader(stream, Channel.MaxReceiveMessageSize);
    }

    protected TResponse Read(ResponseReader reader)
    {
        try
        {
            return PayloadReader.Read(reader.Payload, method.ResponseMarshaller);
        }
        catch (Exception failure) when (failure is not RpcException)
        {
            throw new RpcException(
                new Status(StatusCode.Internal, "Failed to deserialize response message.", failure));
        }
    }

    /// <summary>After the body's end: the status stands in the trailers.</summary>
    protected void FinishFromTrailers() => Finish(
        ResponseMetadata.TryReadStatus(_response!.TrailingHeaders, out Status status)
            ? status
            : new Status(StatusCode.Cancelled, "No grpc-status found on response."),
        ResponseMetadata.Read(_response.TrailingHeaders));

    private HttpRequestMessage CreateMessage(TimeSpan? left)
    {
        HttpRequestMessage message = new(HttpMethod.Post, _address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new RequestContent<TRequest>(request, method.RequestMarshaller, Channel.MaxSendMessageSize),
        };
        message.Headers.TryAddWithoutValidation("TE", "trailers");
        if (left is { } timeout)
        {
            message.Headers.TryAddWithoutValidation(HeaderNames.Timeout, TimeoutText.Format(timeout));
        }

        if (Options.Headers is { Count: > 0 } headers)
        {
            foreach (Metadata.Entry entry in headers)
            {
                string value = entry.IsBinary ? BinaryHeader.Encode(entry.ValueBytes) : entry.Value;
                message.Headers.TryAddWithoutValidation(entry.Key, value);
            }
        }

        return message;
    }
}
