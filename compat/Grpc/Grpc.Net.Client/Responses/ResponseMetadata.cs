using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

using Grpc.Core;
using Grpc.Shared;

namespace Grpc.Net.Client.Responses;

/// <summary>What response headers and trailers say.</summary>
internal static class ResponseMetadata
{
    public static bool TryReadStatus(HttpResponseHeaders headers, out Status status)
    {
        if (FirstOrNull(headers, HeaderNames.Status) is not { } code)
        {
            status = default;
            return false;
        }

        string message = StatusText.Decode(FirstOrNull(headers, HeaderNames.Message) ?? string.Empty);
        status = code switch
        {
            "0" => message.Length == 0 ? Status.DefaultSuccess : new Status(StatusCode.OK, message),
            _ when int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out int number) =>
                new Status((StatusCode)number, message),
            _ => new Status(StatusCode.Cancelled, $"Unexpected grpc-status value: {code}"),
        };
        return true;
    }

    public static Metadata Read(HttpResponseHeaders headers)
    {
        Metadata? metadata = null;
        foreach ((string name, HeaderStringValues values) in headers.NonValidated)
        {
            if (name.StartsWith(HeaderNames.Prefix, StringComparison.OrdinalIgnoreCase) || name.StartsWith(':'))
            {
                continue;
            }

            metadata ??= [];
            foreach (string value in values)
            {
                if (name.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase))
                {
                    metadata.Add(name, BinaryHeader.Decode(value));
                }
                else
                {
                    metadata.Add(name, value);
                }
            }
        }

        return metadata ?? Metadata.Empty;
    }

    /// <summary>Throws for answers of something that is no gRPC server.</summary>
    public static void CheckIsGrpc(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new RpcException(new Status(
                CodeOf(response.StatusCode),
                $"Bad gRPC response. HTTP status code: {(int)response.StatusCode}"));
        }

        if (!response.Content.Headers.NonValidated.TryGetValues("Content-Type", out HeaderStringValues contentType)
            || !HeaderNames.IsGrpc(contentType.ToString()))
        {
            throw new RpcException(new Status(
                StatusCode.Cancelled,
                $"Bad gRPC response. Invalid content-type value: {contentType}"));
        }
    }

    private static StatusCode CodeOf(HttpStatusCode code) => code switch
    {
        HttpStatusCode.BadRequest or HttpStatusCode.RequestHeaderFieldsTooLarge => StatusCode.Internal,
        HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
        HttpStatusCode.NotFound => StatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };

    private static string? FirstOrNull(HttpResponseHeaders headers, string name)
    {
        if (!headers.NonValidated.TryGetValues(name, out HeaderStringValues values))
        {
            return null;
        }

        foreach (string value in values)
        {
            return value;
        }

        return null;
    }
}
