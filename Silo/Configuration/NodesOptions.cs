using OrleansScaler.Grains.Nodes;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Simulation.SimulatedNodes;

namespace OrleansScaler.Silo.Configuration;

/// <summary>Nodes of ours, how they are called, and simulated ones in their place. Section <c>Nodes</c>.</summary>
public sealed class NodesOptions : NodePlatformOptions
{
    /// <summary>How patiently nodes and their manager are called.</summary>
    public NodeCallOptions Calls { get; set; } = new();

    /// <summary>Simulated nodes, in this process; none unless some are asked for.</summary>
    public SimulatedNodeOptions Simulated { get; set; } = new();

    /// <summary>Whether nodes are simulated.</summary>
    internal bool AreSimulated => Simulated.Count + Simulated.Lent > 0;

    /// <inheritdoc/>
    public override IEnumerable<string> FindContradictions()
    {
        foreach (var problem in base.FindContradictions())
        {
            yield return problem;
        }

        if (AreSimulated && (ResourceManager.Length > 0 || Configured.Count > 0))
        {
            yield return $"Nodes:Simulated:Count is {Simulated.Count} and Lent is {Simulated.Lent}; both must be 0 "
                + "where Nodes:ResourceManager or Nodes:Configured names real ones.";
        }
    }
}
