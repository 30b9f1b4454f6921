namespace OrleansScaler.Scheduling.Nodes;

/// <summary>One node at one time: a copy, which does not change.</summary>
public sealed record NodeStatus
{
    internal NodeStatus(Node node)
    {
        (Id, Offered, Used, Free) = (node.Id, node.Offered, node.Used, node.Free);
        (Slots, StartingCreates) = (node.Slots, node.StartingCreates);
        (Health, IsDraining, MeasuredUse) = (node.Health, node.IsDraining, node.MeasuredUse);
        IsSetAside = node.IsSetAside;
        Functions = [.. node.Functions.OrderBy(count => count.Function.Value, StringComparer.Ordinal)];
    }

    /// <summary>Its name.</summary>
    public NodeId Id { get; }

    /// <summary>Capacity less the agent's overhead.</summary>
    public Resources Offered { get; }

    /// <summary>What slots and reservations take.</summary>
    public Resources Used { get; }

    /// <summary>What may still be given away, the guard of measured use taken off.</summary>
    public Resources Free { get; }

    /// <summary>Slots that stand on it.</summary>
    public int Slots { get; }

    /// <summary>Reservations that wait for their slot.</summary>
    public int StartingCreates { get; }

    /// <summary>Its health.</summary>
    public NodeHealth Health { get; }

    /// <summary>Whether it is being emptied.</summary>
    public bool IsDraining { get; }

    /// <summary>Whether its room is kept for one slot that has waited long.</summary>
    public bool IsSetAside { get; }

    /// <summary>What it was last seen to use; null when nobody looked.</summary>
    public Resources? MeasuredUse { get; }

    /// <summary>What stands on it, reserved slots included, in the order of the functions' keys.</summary>
    public IReadOnlyList<FunctionCount> Functions { get; }
}
