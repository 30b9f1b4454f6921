using OrleansScaler.Platforms.Nodes;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Platforms.Tests.Nodes;

public sealed class NodeSlotIdTests
{
    [Theory]
    [InlineData("node-1", "10.0.0.1", "3f-1", "c1")]
    [InlineData("a|b", "fe80::1%eth0", "s|1", "c%7C|")]
    [InlineData("Knoten Ä/1", "host.example", "übung", "日本 🚀")]
    public void TryParse_WrittenBefore_IsTheSame(string node, string address, string slot, string container)
    {
        var id = new NodeSlotId(3, new NodeId(node), new NodeEndpoint(address, 65_535), slot, container);

        Assert.True(NodeSlotId.TryParse(id.ToString(), out var read));

        Assert.Equal(id, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("slot-7")]
    [InlineData("0|n|a|1|s")]
    [InlineData("0|n|a|1|s|")]
    [InlineData("0|n|a|port|s|c")]
    [InlineData("-1|n|a|1|s|c")]
    [InlineData("0|n|a|1|s|c|more")]
    public void TryParse_AnotherPlatformsId_IsNone(string text)
    {
        Assert.False(NodeSlotId.TryParse(text, out _));
    }

    [Fact]
    public void Location_OfAnId_NamesNodeAndContainer()
    {
        var id = new NodeSlotId(0, new NodeId("n1"), new NodeEndpoint("10.0.0.1", 10_500), "s1", "c1");

        Assert.Equal(new SlotLocation(new NodeId("n1"), "10.0.0.1", 10_500, "c1"), id.Location);
    }
}
