namespace OrleansScaler.Scheduling.Nodes.Index;

/// <summary>A node that a slot fits on, with the policy's score of it and its version at that time.</summary>
internal readonly record struct RankedNode(Node Node, double Score, long Version) : IComparable<RankedNode>
{
    public int CompareTo(RankedNode other) =>
        Score != other.Score ? Score.CompareTo(other.Score) : Node.Rank.CompareTo(other.Node.Rank);
}
