using System.Net;
using System.Net.Http.Headers;

using Grpc.Core;
using Grpc.Shared;

namespace Grpc.Net.Client.Calls;

/// <summary>A request's body: one framed message, serialized when the connection asks for it.</summary>
internal sealed class RequestContent<TRequest> : HttpContent
{
    private static readonly MediaTypeHeaderValue _contentType = new(HeaderNames.ContentTypeGrpc);

    private readonly TRequest _request;
    private readonly Marshaller<TRequest> _marshaller;
    private readonly int? _maximum;

    public RequestContent(TRequest request, Marshaller<TRequest> marshaller, int? maximum)
    {
        _request = request;
        _marshaller = marshaller;
        _maximum = maximum;
        Headers.ContentType = _contentType;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    // The handler may ask again, on another connection, when a server refused the stream unseen.
    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken)
    {
        using PooledBuffer buffer = new();
        FrameWriter.Write(buffer, _request, _marshaller, _maximum);
        await stream.WriteAsync(buffer.Written, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = -1;
        return false;
    }
}
