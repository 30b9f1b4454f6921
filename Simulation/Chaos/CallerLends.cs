using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Simulation.SimulatedPlatforms;

namespace OrleansScaler.Simulation.Chaos;

/// <summary>
/// Who of several caller processes holds which instance, so that what a dead one held can be given up for it. Safe from
/// any thread.
/// </summary>
/// <param name="slots">The platform's ledger.</param>
internal sealed class CallerLends(SimulatedSlots slots)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, HashSet<(string Instance, string Request)>> _held =
        new(StringComparer.Ordinal);

    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);

    /// <summary>Lends an instance; null when the caller is gone, whose last words arrive late.</summary>
    public LendResult? Lend(string caller, string instanceId, string requestId, FunctionKey function)
    {
        lock (_lock)
        {
            if (_gone.Contains(caller))
            {
                return null;
            }

            var result = slots.Lend(instanceId, requestId, function);
            if (result.Lent)
            {
                HeldBy(caller).Add((instanceId, requestId));
            }

            return result;
        }
    }

    /// <summary>A run is over.</summary>
    /// <returns>Whether the request had its instance to the end.</returns>
    public bool Return(string caller, string instanceId, string requestId)
    {
        lock (_lock)
        {
            HeldBy(caller).Remove((instanceId, requestId));
            return slots.Return(instanceId, requestId);
        }
    }

    /// <summary>A caller is gone; nothing it says counts from here on.</summary>
    /// <returns>How many instances it held.</returns>
    public int End(string caller)
    {
        lock (_lock)
        {
            _gone.Add(caller);
            if (!_held.Remove(caller, out var held))
            {
                return 0;
            }

            foreach (var (instance, request) in held)
            {
                slots.Return(instance, request);
            }

            return held.Count;
        }
    }

    private HashSet<(string Instance, string Request)> HeldBy(string caller)
    {
        if (!_held.TryGetValue(caller, out var held))
        {
            held = [];
            _held.Add(caller, held);
        }

        return held;
    }
}
