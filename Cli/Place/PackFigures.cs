namespace OrleansScaler.Cli.Place;

/// <summary>Nodes that a policy used, as multiples of the lower bound; means and worst over the seeds.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Online">One slot after another; a node is added when there is no room.</param>
/// <param name="OnlineWorst">The worst seed of those.</param>
/// <param name="Batch">All in one call, largest first, on the fewest nodes that they fit on.</param>
/// <param name="BatchWorst">The worst seed of those.</param>
internal sealed record PackFigures(
    string Policy, double Online, double OnlineWorst, double Batch, double BatchWorst);
