using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Simulation.SimulatedNodes;

/// <summary>One simulated machine: its containers, and how busy it is with making them.</summary>
/// <param name="id">Its name, which is also its address.</param>
/// <param name="options">What it offers.</param>
internal sealed class SimulatedNode(NodeId id, SimulatedNodeOptions options)
{
    /// <summary>Nothing listens there: the connector goes by the address alone.</summary>
    public const int Port = 1;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, double> _containers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _byRequest = new(StringComparer.Ordinal);
    private int _creating;
    private int _uses = 1;
    private long _made;

    public NodeId Id => id;

    public NodeEndpoint Endpoint => new(id.Value, Port);

    /// <summary>Containers that stand on it.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _containers.Count;
            }
        }
    }

    /// <summary>A create begins.</summary>
    /// <returns>How long it takes.</returns>
    public TimeSpan BeginCreate()
    {
        lock (_lock)
        {
            return options.CreateLatency + (options.CreateLatencyPerOther * _creating++);
        }
    }

    /// <summary>A create ends; a repeated one names the same container.</summary>
    public string EndCreate(string requestId, double megabytes)
    {
        lock (_lock)
        {
            _creating--;
            if (_byRequest.TryGetValue(requestId, out var known) && _containers.ContainsKey(known))
            {
                return known;
            }

            var container = $"{id}-c{++_made}";
            _containers.Add(container, megabytes);
            _byRequest[requestId] = container;
            return container;
        }
    }

    /// <summary>A container goes.</summary>
    /// <returns>False when there was none of that name.</returns>
    public bool Remove(string container)
    {
        lock (_lock)
        {
            if (_byRequest.Count > 2 * (_containers.Count + 16))
            {
                foreach (var gone in _byRequest.Where(made => !_containers.ContainsKey(made.Value)).ToArray())
                {
                    _byRequest.Remove(gone.Key);
                }
            }

            return _containers.Remove(container);
        }
    }

    /// <summary>It is given to somebody else, empty.</summary>
    public void BeginAnotherUse()
    {
        lock (_lock)
        {
            _containers.Clear();
            _byRequest.Clear();
            _uses++;
        }
    }

    /// <summary>What it and its containers use: nothing is run here, so each uses what it may.</summary>
    public NodeStats Read()
    {
        lock (_lock)
        {
            var containers = _containers
                .Select(made => new ContainerStats(made.Key, made.Value, new Resources(made.Value, 0)))
                .ToArray();
            var used = new Resources(_containers.Values.Sum(), 0);
            var total = new Resources(options.MemoryMegabytes, options.CpuMillicores);
            return new NodeStats($"{id}-{_uses}", total, used, containers);
        }
    }
}
