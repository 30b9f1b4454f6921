using OrleansScaler.Scheduling.Nodes.Policies;

namespace OrleansScaler.Scheduling.Tests.Nodes.Policies;

public sealed class PlacementNamesTests
{
    public static TheoryData<string> Names => [.. PlacementNames.All];

    [Theory]
    [MemberData(nameof(Names))]
    public void Find_KnownName_GivesThePolicyOfThatName(string name)
    {
        Assert.StartsWith(name, PlacementNames.Find(name).Required.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_NameRoundAnother_HasBothTraits()
    {
        var policy = PlacementNames.Find("ffd/equivalence-classes/spread").Required;

        Assert.Equal("ffd/equivalence-classes/spread", policy.Name);
        Assert.True(policy.Traits.SortsBatches && policy.Traits.ReusesRankings);
        Assert.Equal(Preference.FewestOfFunction, policy.Traits.Preference);
    }

    [Theory]
    [InlineData("bestfit", "'bestfit' is no placement policy; it must be one of best-fit, ")]
    [InlineData("ffd/spraed", "'spraed' is no placement policy; it must be one of spread, ")]
    [InlineData("l2/spread", "'l2/spread': l2 takes nothing after a slash.")]
    public void Find_UnknownName_NamesTheNearestFirst(string name, string problem)
    {
        Assert.StartsWith(problem, PlacementNames.Find(name).Problem, StringComparison.Ordinal);
    }
}
