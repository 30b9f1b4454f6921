using OrleansScaler.Platforms.Nodes;

namespace OrleansScaler.Grains.Nodes;

/// <summary>
/// The containers of one node: those of our slots, and strays, which the node has and nobody here knows. What is said
/// of them is compared with what the node says.
/// </summary>
internal sealed class NodeContainers
{
    private readonly Dictionary<string, (string Slot, int Misses, DateTimeOffset Since)> _known =
        new(StringComparer.Ordinal);

    private readonly Dictionary<string, DateTimeOffset> _strays = new(StringComparer.Ordinal);
    private readonly HashSet<string> _leaving = new(StringComparer.Ordinal);

    /// <summary>The node's name for this use of the machine; empty until it says one.</summary>
    public string LiveId { get; set; } = "";

    /// <summary>Containers that nobody knows.</summary>
    public int Strays => _strays.Count;

    /// <summary>A slot was made.</summary>
    /// <returns>
    /// False when the container is another slot's, or is being removed as a stray: it is nobody's to hand out.
    /// </returns>
    public bool Add(string container, string slot, DateTimeOffset now)
    {
        if (_leaving.Contains(container)
            || (_known.TryGetValue(container, out var known) && known.Slot != slot))
        {
            return false;
        }

        _known[container] = (slot, 0, now);
        _strays.Remove(container);
        return true;
    }

    public void Remove(string container) => _known.Remove(container);

    /// <summary>The slot of a container; null when it is none of ours.</summary>
    public string? SlotOf(string container) => _known.TryGetValue(container, out var known) ? known.Slot : null;

    /// <summary>A stray is being removed: from here on no slot can be made of it.</summary>
    /// <returns>False when its removal is under way already.</returns>
    public bool BeginRemoval(string container) => _leaving.Add(container);

    /// <summary>The removal ended; one that failed is tried again when the node names it again.</summary>
    public void EndRemoval(string container) => _leaving.Remove(container);

    /// <summary>Compares with what the node said.</summary>
    /// <param name="said">The node's containers.</param>
    /// <param name="askedAt">When it was asked: what was made since need not be among them.</param>
    /// <param name="options">How patient to be.</param>
    /// <param name="lost">Gets the slots whose containers are gone.</param>
    /// <param name="strays">Gets the containers that are to be removed.</param>
    public void Compare(
        IReadOnlyList<ContainerStats> said,
        DateTimeOffset askedAt,
        NodeStatsOptions options,
        List<string> lost,
        List<string> strays)
    {
        var there = said.Select(container => container.ContainerId).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _strays.Keys.Where(stray => !there.Contains(stray)).ToArray())
        {
            _strays.Remove(gone);
        }

        foreach (var container in said.Select(container => container.ContainerId))
        {
            if (!_known.ContainsKey(container) && _strays.TryAdd(container, askedAt) is false
                && askedAt - _strays[container] >= options.StrayGrace)
            {
                strays.Add(container);
            }
        }

        foreach (var (container, known) in _known.Where(known => known.Value.Since < askedAt).ToArray())
        {
            var misses = there.Contains(container) ? 0 : known.Misses + 1;
            _known[container] = known with { Misses = misses };
            if (misses >= options.MissesUntilLost)
            {
                lost.Add(known.Slot);
            }
        }
    }
}
