using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Google.Protobuf;

namespace OrleansScaler.Gateway.Tests.Wire;

/// <summary>One HTTP/2 connection on which bytes go out as they are.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly HttpClient _http;
    private int _connections;

    public RawConnection(Uri address)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                Interlocked.Increment(ref _connections);
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        _http = new HttpClient(handler) { BaseAddress = address };
    }

    /// <summary>How often it was connected anew.</summary>
    public int Connections => Volatile.Read(ref _connections);

    public Task<RawAnswer> SendAsync(IMessage message, string path = "/serverless.simulator.Scaler/Assign") =>
        SendAsync(Frame(message.ToByteArray()), path);

    public async Task<RawAnswer> SendAsync(
        byte[] body,
        string path = "/serverless.simulator.Scaler/Assign",
        string contentType = "application/grpc")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        using var response = await _http.SendAsync(request);
        var content = await response.Content.ReadAsByteArrayAsync();

        // Trailers-Only: without a message the status stands among the headers.
        var status = response.TrailingHeaders.TryGetValues("grpc-status", out var trailers)
            ? trailers
            : response.Headers.TryGetValues("grpc-status", out var headers) ? headers : [];
        return new RawAnswer(response.StatusCode, status.SingleOrDefault(), content);
    }

    /// <summary>A message with its prefix: not compressed, then its length.</summary>
    public static byte[] Frame(byte[] message)
    {
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    public void Dispose() => _http.Dispose();
}
