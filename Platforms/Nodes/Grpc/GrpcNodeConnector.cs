namespace OrleansScaler.Platforms.Nodes.Grpc;

/// <summary>
/// Keeps one channel per node's address. At most <see cref="NodeCallOptions.MaximumConnections"/>; beyond, the one that
/// was asked for longest ago is closed.
/// </summary>
/// <param name="options">Deadlines, retries, and how many channels are kept.</param>
/// <param name="time">Tells pauses.</param>
public sealed class GrpcNodeConnector(NodeCallOptions options, TimeProvider time) : INodeConnector, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<NodeEndpoint, LinkedListNode<Connection>> _byEndpoint = [];
    private readonly LinkedList<Connection> _byUse = new();
    private bool _isClosed;

    /// <summary>How many channels are kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _byUse.Count;
            }
        }
    }

    /// <inheritdoc/>
    public INodeService Connect(NodeEndpoint endpoint)
    {
        Connection? closed = null;
        INodeService service;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            if (_byEndpoint.TryGetValue(endpoint, out var known))
            {
                _byUse.Remove(known);
                _byUse.AddLast(known);
                return known.Value.Service;
            }

            if (_byUse.Count >= options.MaximumConnections)
            {
                closed = Drop(_byUse.First!);
            }

            var channel = new NodeChannel(endpoint, options);
            service = new GrpcNodeService(channel.Calls, options, time);
            _byEndpoint.Add(endpoint, _byUse.AddLast(new Connection(endpoint, channel, service)));
        }

        closed?.Channel.Dispose();
        return service;
    }

    /// <inheritdoc/>
    public void Forget(NodeEndpoint endpoint)
    {
        Connection? closed = null;
        lock (_lock)
        {
            if (_byEndpoint.TryGetValue(endpoint, out var known))
            {
                closed = Drop(known);
            }
        }

        // Outside of the lock: it ends calls, and whoever waits for one may ask for a connection at once.
        closed?.Channel.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Connection[] all;
        lock (_lock)
        {
            _isClosed = true;
            all = [.. _byUse];
            _byUse.Clear();
            _byEndpoint.Clear();
        }

        foreach (var connection in all)
        {
            connection.Channel.Dispose();
        }
    }

    private Connection Drop(LinkedListNode<Connection> connection)
    {
        _byUse.Remove(connection);
        _byEndpoint.Remove(connection.Value.Endpoint);
        return connection.Value;
    }

    private sealed record Connection(NodeEndpoint Endpoint, NodeChannel Channel, INodeService Service);
}
