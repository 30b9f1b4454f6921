using System.Net.Sockets;

using Grpc.Core;

using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server.Calls;

/// <summary>
/// One call being served. This part is what a service sees of it; reading, answering and the deadline have files of
/// their own. Whatever most calls never touch is made when first asked for.
/// </summary>
internal sealed partial class ServerCall(HttpContext http, CallSettings settings) : ServerCallContext
{
    private static readonly AuthContext _nobody = new(null, []);

    private Metadata? _requestHeaders;
    private Metadata? _responseTrailers;
    private Status _status = Status.DefaultSuccess;
    private WriteOptions? _writeOptions;

    public HttpContext Http => http;

    protected override string MethodCore => settings.Path;

    protected override string HostCore => http.Request.Host.Value ?? string.Empty;

    protected override string PeerCore => http.Connection.RemoteIpAddress switch
    {
        null => "unknown",
        { AddressFamily: AddressFamily.InterNetworkV6 } address => $"ipv6:[{address}]:{http.Connection.RemotePort}",
        { } address => $"ipv4:{address}:{http.Connection.RemotePort}",
    };

    protected override Metadata RequestHeadersCore => _requestHeaders ??= RequestMetadata.Read(http.Request.Headers);

    protected override Metadata ResponseTrailersCore => _responseTrailers ??= [];

    protected override Status StatusCore
    {
        get => _status;
        set => _status = value;
    }

    protected override WriteOptions? WriteOptionsCore
    {
        get => _writeOptions;
        set => _writeOptions = value;
    }

    protected override AuthContext AuthContextCore => _nobody;

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException("CreatePropagationToken is not supported.");

    protected override async Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        using (EnterGate())
        {
            if (_ended || http.Response.HasStarted)
            {
                throw new InvalidOperationException("Response headers can only be sent once per call.");
            }

            RequestMetadata.Append(responseHeaders, http.Response.Headers);
        }

        await http.Response.BodyWriter.FlushAsync();
    }
}
