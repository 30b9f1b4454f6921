using OrleansScaler.Grains.Nodes;
using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Grains.Tests.Nodes;

public sealed class NodeContainersTests
{
    private static readonly DateTimeOffset s_t0 = new(2023, 7, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly NodeContainers _containers = new();
    private readonly NodeStatsOptions _options = new() { StrayGrace = TimeSpan.FromSeconds(40), MissesUntilLost = 2 };
    private readonly List<string> _lost = [];
    private readonly List<string> _strays = [];

    [Fact]
    public void Compare_MissingOnce_IsNotLostYet()
    {
        _containers.Add("c1", "s1", s_t0);

        Compare(1);
        Compare(2, "c1");
        Compare(3);
        Assert.Empty(_lost);
        Compare(4);

        Assert.Equal(["s1"], _lost);
    }

    [Fact]
    public void Compare_MadeAfterTheNodeWasAsked_NeedNotBeThere()
    {
        _containers.Add("c1", "s1", s_t0.AddSeconds(5));

        Compare(5);
        Compare(5);

        Assert.Empty(_lost);
    }

    [Fact]
    public void Compare_StrayThatGoesByItself_IsForgotten()
    {
        Compare(0, "x");
        Compare(30);
        Compare(50, "x");

        Assert.Empty(_strays);
        Assert.Equal(1, _containers.Strays);
    }

    [Theory]
    [InlineData(39.9, 0)]
    [InlineData(40, 1)]
    public void Compare_StrayThatStays_IsNamedWhenTheGraceIsOver(double seconds, int named)
    {
        Compare(0, "x");

        Compare(seconds, "x");

        Assert.Equal(named, _strays.Count);
    }

    [Fact]
    public void Add_OfAStray_MakesItOurs()
    {
        Compare(0, "x");

        Assert.True(_containers.Add("x", "s1", s_t0));

        Assert.Equal((0, "s1"), (_containers.Strays, _containers.SlotOf("x")));
    }

    [Fact]
    public void Add_WhileItsRemovalIsUnderWay_IsRefused()
    {
        Assert.True(_containers.BeginRemoval("x"));

        Assert.False(_containers.BeginRemoval("x"));
        Assert.False(_containers.Add("x", "s1", s_t0));
    }

    [Fact]
    public void Add_AnotherSlotsContainer_IsRefused()
    {
        _containers.Add("c1", "s1", s_t0);

        Assert.True(_containers.Add("c1", "s1", s_t0));
        Assert.False(_containers.Add("c1", "s2", s_t0));
    }

    private void Compare(double atSeconds, params string[] there) => _containers.Compare(
        [.. there.Select(id => new ContainerStats(id, 128, Resources.Zero))],
        s_t0.AddSeconds(atSeconds),
        _options,
        _lost,
        _strays);
}
