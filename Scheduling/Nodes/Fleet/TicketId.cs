namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <summary>Names one wish for one slot.</summary>
/// <param name="Value">The id that the slot will have (<c>SlotOrder.RequestId</c>): unique over functions.</param>
public readonly record struct TicketId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
