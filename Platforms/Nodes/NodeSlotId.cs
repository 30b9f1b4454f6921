using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Platforms.Nodes;

/// <summary>
/// All that has to be known of a slot on a node of ours, carried in its id: so that whoever has the id can find and
/// destroy the slot, and nobody has to remember anything.
/// </summary>
/// <param name="Shard">The shard whose node it is.</param>
/// <param name="Node">The node.</param>
/// <param name="Endpoint">Where the node's service listens.</param>
/// <param name="Slot">Our name for the slot.</param>
/// <param name="Container">The node's own id of it.</param>
public sealed record NodeSlotId(int Shard, NodeId Node, NodeEndpoint Endpoint, string Slot, string Container)
{
    /// <summary>No part has it: parts are percent-encoded.</summary>
    private const char Between = '|';

    private const int Parts = 6;

    /// <summary>Where the slot stands.</summary>
    public SlotLocation Location => new(Node, Endpoint.Address, Endpoint.Port, Container);

    /// <summary>Reads an id.</summary>
    /// <param name="text">As <see cref="ToString"/> writes it.</param>
    /// <param name="id">The id; null when the text is none.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out NodeSlotId? id)
    {
        var parts = text.Split(Between);
        if (parts.Length == Parts
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var shard)
            && int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && parts.All(part => part.Length > 0))
        {
            var words = parts.Select(Uri.UnescapeDataString).ToArray();
            id = new NodeSlotId(
                shard, new NodeId(words[1]), new NodeEndpoint(words[2], port), words[4], words[5]);
            return true;
        }

        id = null;
        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Shard}|{Escape(Node.Value)}|{Escape(Endpoint.Address)}|{Endpoint.Port}|{Escape(Slot)}|{Escape(Container)}");

    private static string Escape(string part) => Uri.EscapeDataString(part);
}
