using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

using Google.Protobuf;

namespace OrleansScaler.Conformance.Tests.Grpc;

/// <summary>Speaks HTTP/2 to the server by hand, on one connection, so that requests can be wrong.</summary>
internal sealed class RawCaller : IDisposable
{
    public const string SayPath = "/conformance.echo.Echo/Say";

    private readonly HttpMessageInvoker _invoker;
    private readonly Uri _address;
    private int _connections;

    public RawCaller(Uri address)
    {
        _address = address;
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler { ConnectCallback = ConnectAsync });
    }

    /// <summary>Connections opened so far: one, as long as the server kept the first.</summary>
    public int Connections => _connections;

    public static byte[] Frame(byte[] payload, byte flag = 0)
    {
        byte[] frame = new byte[5 + payload.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), payload.Length);
        payload.CopyTo(frame, 5);
        return frame;
    }

    public static byte[] Frame(EchoRequest request) => Frame(request.ToByteArray());

    public async Task<RawAnswer> PostAsync(
        byte[] body,
        string path = SayPath,
        string? contentType = "application/grpc",
        params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(_address, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = contentType is null ? null : new MediaTypeHeaderValue(contentType);
        request.Headers.TryAddWithoutValidation("te", "trailers");
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response =
            await _invoker.SendAsync(request, CancellationToken.None).WaitAsync(EchoServer.Patience);
        byte[] answer = await response.Content.ReadAsByteArrayAsync().WaitAsync(EchoServer.Patience);
        return new RawAnswer(
            (int)response.StatusCode,
            Find(response, "grpc-status"),
            Find(response, "grpc-message"),
            answer);
    }

    public void Dispose() => _invoker.Dispose();

    private static string? Find(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values)
            || response.TrailingHeaders.TryGetValues(name, out values)
            ? values.Single()
            : null;

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _connections);
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
