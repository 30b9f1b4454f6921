namespace Grpc.Shared;

internal static class HeaderNames
{
    public const string ContentTypeGrpc = "application/grpc";
    public const string Encoding = "grpc-encoding";
    public const string Identity = "identity";
    public const string Message = "grpc-message";
    public const string Prefix = "grpc-";
    public const string Status = "grpc-status";
    public const string Timeout = "grpc-timeout";

    /// <summary>True for application/grpc, application/grpc+proto, application/grpc; charset=….</summary>
    public static bool IsGrpc(string? contentType) => contentType is not null
        && (ReferenceEquals(contentType, ContentTypeGrpc)
            || (contentType.StartsWith(ContentTypeGrpc, StringComparison.OrdinalIgnoreCase)
                && (contentType.Length == ContentTypeGrpc.Length
                    || contentType[ContentTypeGrpc.Length] is '+' or ';')));
}
