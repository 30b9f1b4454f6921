using Grpc.Core;
using Grpc.Shared;

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Grpc.AspNetCore.Server.Calls;

/// <summary>Between metadata and HTTP headers.</summary>
internal static class RequestMetadata
{
    /// <summary>All headers but those that belong to the transport.</summary>
    public static Metadata Read(IHeaderDictionary headers)
    {
        Metadata metadata = [];
        foreach ((string name, StringValues values) in headers)
        {
            if (IsTransports(name))
            {
                continue;
            }

            foreach (string? value in values)
            {
                if (name.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase))
                {
                    AddBinary(metadata, name, value ?? string.Empty);
                }
                else
                {
                    metadata.Add(name, value ?? string.Empty);
                }
            }
        }

        return metadata;
    }

    public static void Append(Metadata metadata, IHeaderDictionary headers)
    {
        foreach (Metadata.Entry entry in metadata)
        {
            headers.Append(entry.Key, entry.IsBinary ? BinaryHeader.Encode(entry.ValueBytes) : entry.Value);
        }
    }

    private static bool IsTransports(string name) => name.StartsWith(':')
        || name.StartsWith(HeaderNames.Prefix, StringComparison.OrdinalIgnoreCase)
        || name.Equals("content-type", StringComparison.OrdinalIgnoreCase)
        || name.Equals("te", StringComparison.OrdinalIgnoreCase)
        || name.Equals("host", StringComparison.OrdinalIgnoreCase)
        || name.Equals("accept-encoding", StringComparison.OrdinalIgnoreCase);

    // Peers may join repeated headers with commas, which base64 does not contain.
    private static void AddBinary(Metadata metadata, string name, string value)
    {
        foreach (string part in value.Split(','))
        {
            metadata.Add(name, BinaryHeader.Decode(part));
        }
    }
}
