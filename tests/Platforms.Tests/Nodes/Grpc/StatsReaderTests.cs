using OrleansScaler.Platforms.Nodes.Grpc;
using OrleansScaler.Protos.MiniFaas2020.NodeService;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Platforms.Tests.Nodes.Grpc;

/// <summary>Which stats cannot be true.</summary>
public sealed class StatsReaderTests
{
    [Fact]
    public void FindLie_GoodStats_FindsNone()
    {
        Assert.Null(StatsReader.FindLie(WireNode.Stats()));
    }

    [Theory]
    [InlineData("no stats", "without stats of itself")]
    [InlineData("no memory", "memory of the node is 0 bytes")]
    [InlineData("negative total", "memory of the node is -5 bytes")]
    [InlineData("negative use", "used memory is -1 bytes")]
    [InlineData("more used than there is", "used memory is 4294967297 bytes of 4294967296")]
    [InlineData("more left than there is", "available memory is 4294967297 bytes")]
    [InlineData("negative left", "available memory is -1 bytes")]
    [InlineData("negative CPU", "CPU use of the node is -0.5 %")]
    [InlineData("three cores", "CPU use of the node is 300 %")]
    [InlineData("CPU that is no number", "CPU use of the node is NaN %")]
    public void FindLie_OfTheNode_NamesTheValue(string lie, string said)
    {
        var reply = WireNode.Stats();
        var node = reply.NodeStats;
        Action tell = lie switch
        {
            "no stats" => () => reply.NodeStats = null,
            "no memory" => () => node.TotalMemoryInBytes = 0,
            "negative total" => () => node.TotalMemoryInBytes = -5,
            "negative use" => () => node.MemoryUsageInBytes = -1,
            "more used than there is" => () => node.MemoryUsageInBytes = (4L << 30) + 1,
            "more left than there is" => () => node.AvailableMemoryInBytes = (4L << 30) + 1,
            "negative left" => () => node.AvailableMemoryInBytes = -1,
            "negative CPU" => () => node.CpuUsagePct = -0.5,
            "three cores" => () => node.CpuUsagePct = 300,
            _ => () => node.CpuUsagePct = double.NaN,
        };
        tell();

        Assert.Contains(said, StatsReader.FindLie(reply), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("empty id", "The id of a container is empty")]
    [InlineData("same id", "'c2' is in the list twice")]
    [InlineData("no memory", "memory of container 'c1' is 0 bytes")]
    [InlineData("negative use", "container 'c1' is -1 bytes")]
    [InlineData("more used than it may", "container 'c1' is 134217729 bytes of 134217728")]
    [InlineData("negative CPU", "container 'c1' is -1 %")]
    [InlineData("endless CPU", "container 'c1' is Infinity %")]
    public void FindLie_OfAContainer_NamesTheValue(string lie, string said)
    {
        var reply = WireNode.Stats();
        var container = reply.ContainerStatsList[1];
        Action tell = lie switch
        {
            "empty id" => () => container.ContainerId = "",
            "same id" => () => container.ContainerId = "c2",
            "no memory" => () => container.TotalMemoryInBytes = 0,
            "negative use" => () => container.MemoryUsageInBytes = -1,
            "more used than it may" => () => container.MemoryUsageInBytes = (128L << 20) + 1,
            "negative CPU" => () => container.CpuUsagePct = -1,
            _ => () => container.CpuUsagePct = double.PositiveInfinity,
        };
        tell();

        Assert.Contains(said, StatsReader.FindLie(reply), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(50, 500)]
    [InlineData(200, 2_000)]
    [InlineData(203.4, 2_000)]
    public void Read_Percent_IsTenMillicoresEachUpToTheMachines(double percent, double millicores)
    {
        var reply = WireNode.Stats();
        reply.NodeStats.CpuUsagePct = percent;

        Assert.Null(StatsReader.FindLie(reply));
        Assert.Equal(new Resources(1_024, millicores), StatsReader.Read(reply).Used);
    }

    [Fact]
    public void FindLie_NoContainers_FindsNone()
    {
        var reply = WireNode.Stats();
        reply.ContainerStatsList.Clear();

        Assert.Null(StatsReader.FindLie(reply));
        Assert.Empty(StatsReader.Read(reply).Containers);
    }

    [Fact]
    public void FindLie_EmptyAnswer_IsALie()
    {
        Assert.NotNull(StatsReader.FindLie(new GetStatsReply()));
    }
}
