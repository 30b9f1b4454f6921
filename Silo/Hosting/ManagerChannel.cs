using System.Globalization;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Platforms.Nodes.Grpc;
using OrleansScaler.Silo.Configuration;

namespace OrleansScaler.Silo.Hosting;

/// <summary>The one channel to the resource manager; none where none is configured.</summary>
/// <param name="options">Where it listens; checked.</param>
internal sealed class ManagerChannel(NodesOptions options) : IDisposable
{
    private readonly NodeChannel? _channel = options.ResourceManager.Length > 0
        ? new NodeChannel(Read(options.ResourceManager), options.Calls)
        : null;

    /// <summary>The manager behind it; null where none is configured.</summary>
    public IResourceManager? Connect(TimeProvider time) =>
        _channel is { } channel ? new GrpcResourceManager(channel.Calls, options.Calls, time) : null;

    /// <inheritdoc/>
    public void Dispose() => _channel?.Dispose();

    private static NodeEndpoint Read(string text)
    {
        var colon = text.LastIndexOf(':');
        var port = int.Parse(text.AsSpan(colon + 1), CultureInfo.InvariantCulture);
        return new NodeEndpoint(text[..colon].Trim('[', ']'), port);
    }
}
