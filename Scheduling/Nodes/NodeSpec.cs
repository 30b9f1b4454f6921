namespace OrleansScaler.Scheduling.Nodes;

/// <summary>What a node offers when it joins.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Capacity">What it offers; of a 4 GB machine the 2020 protocol offers 3,072 MB.</param>
public sealed record NodeSpec(NodeId Id, Resources Capacity)
{
    /// <summary>What the node's own agent takes of it.</summary>
    public Resources AgentOverhead { get; init; }

    /// <summary>Functions whose image or code lies on the node already.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>What is left for slots.</summary>
    public Resources Offered => Capacity - AgentOverhead;
}
