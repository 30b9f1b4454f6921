using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Pools;

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
    private readonly Dictionary<string, SlotId> _unclaimed = new(StringComparer.Ordinal);
    private HashSet<string>? _said;

    /// <summary>The node's name for this use of the machine; empty until it says one.</summary>
    public string LiveId { get; set; } = "";

    /// <summary>
    /// Until when functions may still come and say that containers there are theirs: before that no stray is removed.
    /// </summary>
    public DateTimeOffset ClaimableUntil { get; set; } = DateTimeOffset.MinValue;

    /// <summary>Whether the node has told what stands there.</summary>
    public bool IsSeen => _said is not null;

    /// <summary>Containers that nobody knows.</summary>
    public int Strays => _strays.Count;

    /// <summary>Those of them that are charged for.</summary>
    public int Unclaimed => _unclaimed.Count;

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

    /// <summary>Whether the node's last word does not have a container, or says that it is on its way out.</summary>
    public bool IsGone(string container) => _said?.Contains(container) == false || _leaving.Contains(container);

    /// <summary>A stray is charged for from now on.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="container">The stray.</param>
    /// <returns>What stands for it in the ledger; null when it is none, or is charged for already.</returns>
    public SlotId? Charge(NodeId node, string container)
    {
        // No slot of ours has such a name: theirs come from requests, and have no control characters.
        var slot = new SlotId($"\0{node}|{container}");
        return _strays.ContainsKey(container) && _unclaimed.TryAdd(container, slot) ? slot : null;
    }

    /// <summary>A container is not charged for as a stray any more.</summary>
    /// <returns>What stood for it in the ledger; null when nothing did.</returns>
    public SlotId? Discharge(string container) =>
        _unclaimed.Remove(container, out var slot) ? slot : null;

    /// <summary>Those that are charged for and that the node does not have any more.</summary>
    public IReadOnlyList<SlotId> DischargeGone()
    {
        var gone = _unclaimed.Keys.Where(container => _said?.Contains(container) == false).ToArray();
        return [.. gone.Select(container => Discharge(container)!.Value)];
    }

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
        _said = there;
        foreach (var gone in _strays.Keys.Where(stray => !there.Contains(stray)).ToArray())
        {
            _strays.Remove(gone);
        }

        foreach (var container in said.Select(container => container.ContainerId))
        {
            if (!_known.ContainsKey(container) && _strays.TryAdd(container, askedAt) is false
                && askedAt - _strays[container] >= options.StrayGrace && askedAt >= ClaimableUntil)
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
