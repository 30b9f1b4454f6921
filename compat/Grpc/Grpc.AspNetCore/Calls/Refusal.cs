using System.Globalization;

using Grpc.Core;
using Grpc.Shared;

using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server.Calls;

/// <summary>Answers to requests that never become a call.</summary>
internal static class Refusal
{
    /// <summary>Null when the request is a gRPC request; otherwise the answer is written.</summary>
    public static Task? Of(HttpContext http)
    {
        HttpRequest request = http.Request;
        if (!HttpProtocol.IsHttp2(request.Protocol) && !HttpProtocol.IsHttp3(request.Protocol))
        {
            Write(http, StatusCodes.Status426UpgradeRequired, new Status(
                StatusCode.Internal, $"Request protocol '{request.Protocol}' is not supported."));
            http.Response.Headers.Upgrade = HttpProtocol.Http2;
            return Task.CompletedTask;
        }

        if (!HeaderNames.IsGrpc(request.ContentType))
        {
            Write(http, StatusCodes.Status415UnsupportedMediaType, new Status(
                StatusCode.Internal, string.IsNullOrEmpty(request.ContentType)
                    ? "Content-Type is missing from the request."
                    : $"Content-Type '{request.ContentType}' is not supported."));
            return Task.CompletedTask;
        }

        return null;
    }

    public static void Write(HttpContext http, int httpStatus, Status status)
    {
        HttpResponse response = http.Response;
        response.StatusCode = httpStatus;
        response.ContentType = HeaderNames.ContentTypeGrpc;
        response.Headers.GrpcStatus = ((int)status.StatusCode).ToString(CultureInfo.InvariantCulture);
        response.Headers.GrpcMessage = StatusText.Encode(status.Detail);
    }
}
