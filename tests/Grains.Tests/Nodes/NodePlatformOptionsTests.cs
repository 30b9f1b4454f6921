using OrleansScaler.Grains.Nodes;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Grains.Tests.Nodes;

public sealed class NodePlatformOptionsTests
{
    private readonly NodePlatformOptions _options = new();

    [Fact]
    public void FindContradictions_Defaults_HaveNone()
    {
        Assert.Empty(_options.FindContradictions());
    }

    [Fact]
    public void FindContradictions_ManyAtOnce_NamesEach()
    {
        _options.Policy = "best";
        _options.ResourceManager = "somewhere";
        _options.Fleet = _options.Fleet with { MinimumNodes = 21, NodeShape = Resources.Zero };
        _options.Stats.StrayGrace = TimeSpan.FromSeconds(10);
        _options.Configured.Add(new ConfiguredNode { Id = "n1", Address = "a" });
        _options.Configured.Add(new ConfiguredNode { Id = "n1", Address = "b" });

        string[] names =
        [
            "Nodes:Policy", "Nodes:Configured", "Nodes:ResourceManager", "Nodes:Fleet:MinimumNodes",
            "Nodes:Fleet:NodeShape", "Nodes:Stats:StrayGrace",
        ];
        Assert.Equal(names, _options.FindContradictions().Select(problem => problem.Split(' ')[0]));
    }

    [Theory]
    [InlineData("127.0.0.1:10400", true)]
    [InlineData("manager.example:1", true)]
    [InlineData("[::1]:10400", true)]
    [InlineData(":10400", false)]
    [InlineData("host:0", false)]
    [InlineData("host:70000", false)]
    public void FindContradictions_ResourceManager_MustBeHostAndPort(string text, bool isRight)
    {
        _options.ResourceManager = text;

        Assert.Equal(isRight, !_options.FindContradictions().Any());
    }

    [Fact]
    public void SidecarOf_SeveralFit_TakesTheFirst()
    {
        _options.Sidecars.Add(new SidecarOptions { Prefix = "a-", MemoryMegabytes = 1 });
        _options.Sidecars.Add(new SidecarOptions { MemoryMegabytes = 2 });

        Assert.Equal(1, _options.SidecarOf("a-f")!.MemoryMegabytes);
        Assert.Equal(2, _options.SidecarOf("b")!.MemoryMegabytes);
    }
}
