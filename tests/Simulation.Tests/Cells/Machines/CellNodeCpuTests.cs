using OrleansScaler.Simulation.Cells.Machines;

namespace OrleansScaler.Simulation.Tests.Cells.Machines;

/// <summary>Two cores; a container may use 2/3 core for each GB of its limit.</summary>
public sealed class CellNodeCpuTests
{
    [Theory]
    [InlineData(256, 100, 0, "a 0.6")] // 1/6 core
    [InlineData(128, 114, 0, "a 1.368")] // 1/12 core
    [InlineData(1_536, 100, 0, "a 0.1")] // exactly one core
    [InlineData(3_072, 100, 0, "a 0.1")] // two cores, but a call uses one at most
    [InlineData(256, 8, 152, "a 0.2")] // 8 core-ms at 1/6 core, then waiting
    [InlineData(256, 0, 0, "a 0")]
    public void Run_OneCall_TakesWhatQuotaAndOneCoreLet(double limit, double cpuMs, double waitMs, string expected)
    {
        var node = new TestNode();
        var container = node.Container(limit);

        node.Run("a", container, cpuMs, waitMs);
        node.RunToEnd();

        Assert.Equal([expected], node.Events);
    }

    [Theory]
    [InlineData(256, 2, "1.2")] // 200 core-ms at 1/6 core
    [InlineData(3_072, 2, "0.1")] // a core each
    [InlineData(3_072, 3, "0.15")] // 300 core-ms on two cores
    public void Run_SeveralInOneContainer_ShareItsQuota(double limit, int calls, string expected)
    {
        var node = new TestNode();
        var container = node.Container(limit);

        for (var i = 0; i < calls; i++)
        {
            node.Run("a", container, cpuMs: 100);
        }

        node.RunToEnd();

        Assert.Equal(Enumerable.Repeat($"a {expected}", calls), node.Events);
    }

    [Theory]
    [InlineData(2, "0.1")] // a core each
    [InlineData(3, "0.15")] // quotas of 3 cores on 2
    [InlineData(4, "0.2")]
    public void Run_ContainersOfOneCoreEach_ShareTheNode(int containers, string expected)
    {
        var node = new TestNode();
        var made = Enumerable.Range(0, containers).Select(_ => node.Container(1_536)).ToArray();

        foreach (var container in made)
        {
            node.Run("a", container, cpuMs: 100);
        }

        node.RunToEnd();

        Assert.Equal(Enumerable.Repeat($"a {expected}", containers), node.Events);
    }

    [Fact]
    public void Run_SecondCallLater_HalvesTheRateFromThenOn()
    {
        var node = new TestNode();
        var container = node.Container(256);

        node.Run("first", container, cpuMs: 100);
        node.After(0.3); // 50 core-ms are left
        node.Run("second", container, cpuMs: 50);
        node.RunToEnd();

        Assert.Equal(["first 0.9", "second 0.6"], node.Events);
    }

    [Fact]
    public void Run_UnequalLimits_ShareByWeightUntilOneIsDone()
    {
        var node = new TestNode();
        var (large, one, other) = (node.Container(3_072), node.Container(1_536), node.Container(1_536));

        node.Run("large", large, cpuMs: 100); // weight 2 of 4: one core, its most
        node.Run("one", one, cpuMs: 100); // half a core; after 0.1 s a whole one
        node.Run("other", other, cpuMs: 100);
        node.RunToEnd();

        Assert.Equal(["large 0.1", "one 0.15", "other 0.15"], node.Events);
    }

    [Fact]
    public void Run_WhileAnotherWaits_HasTheQuotaAlone()
    {
        var node = new TestNode();
        var container = node.Container(256);

        node.Run("waits", container, cpuMs: 0, waitMs: 1_000);
        node.Run("works", container, cpuMs: 100);
        node.RunToEnd();

        Assert.Equal(["works 0.6", "waits 1"], node.Events);
    }

    [Fact]
    public void Poll_CpuIsTheMeanSinceTheLastPoll()
    {
        var node = new TestNode();
        var container = node.Container(256);
        node.Node.Poll();

        node.Run("a", container, cpuMs: 100);
        node.After(0.3);
        var busy = node.Node.Poll();
        node.After(0.9); // 50 core-ms more in 900 ms
        var later = node.Node.Poll();

        Assert.Equal(166.667, busy.Used.CpuMillicores, 3);
        Assert.Equal(166.667, Assert.Single(busy.Containers).Used.CpuMillicores, 3);
        Assert.Equal(55.556, later.Used.CpuMillicores, 3);
        Assert.Equal(2_000, later.Total.CpuMillicores);
    }

    [Fact]
    public void Fill_OneIsCapped_LeavesItsRestByWeight()
    {
        // 0.2 capped; 1.8 left for weights 1 and 2.
        CpuShare[] shares = [Share(0.2, 1), Share(2, 1), Share(2, 2)];

        WaterFilling.Fill(shares, cores: 2);

        Assert.Equal([0.2, 0.6, 1.2], shares.Select(share => Math.Round(share.Cores, 9)));
    }

    /// <summary>Three calls, so that one core a call is no bound here.</summary>
    private static CpuShare Share(double quota, double weight)
    {
        var container = new NodeContainer("c", TestNode.Function(1), quota);
        var share = new CpuShare(quota, weight / 3);
        for (var i = 0; i < 3; i++)
        {
            share.Add(new NodeCall(container, default, (_, _) => { }));
        }

        return share;
    }
}
