using OrleansScaler.Scheduling.Nodes.Placements;
using OrleansScaler.Scheduling.Nodes.Policies;

namespace OrleansScaler.Scheduling.Tests.Properties;

/// <summary>
/// Properties of the ledger in any weather: never over capacity, never negative, sums agree, every slot on one node,
/// indexes agree. A failure names its policy and seed.
/// </summary>
public sealed class LedgerStormTests
{
    private const int EventsPerRun = 2_000;
    private const int Seeds = 3;

    public static TheoryData<string> Policies => [.. PlacementNames.All];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Run_AnyWeather_EveryPropertyHoldsAfterEveryEvent(string policy)
    {
        var refusals = Enumerable.Range(1, Seeds)
            .SelectMany(seed => new LedgerStorm(policy, seed).Run(EventsPerRun).Refusals)
            .ToHashSet();

        // A storm that never places, or never fills the nodes, proves nothing.
        PlacementRefusal[] expected = [PlacementRefusal.None, PlacementRefusal.NoRoom, PlacementRefusal.CreatesBound];
        Assert.Empty(expected.Except(refusals));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Run_SameSeed_GivesTheSameAnswers(string policy)
    {
        var one = new LedgerStorm(policy, seed: 77).Run(500).Print;

        Assert.Equal(one, new LedgerStorm(policy, seed: 77).Run(500).Print);
        Assert.NotEqual(one, new LedgerStorm(policy, seed: 78).Run(500).Print);
    }
}
