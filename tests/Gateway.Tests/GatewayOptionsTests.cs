namespace OrleansScaler.Gateway.Tests;

/// <summary>Which settings contradict each other.</summary>
public sealed class GatewayOptionsTests
{
    [Fact]
    public void FindContradictions_Defaults_FindsNone()
    {
        Assert.Empty(new GatewayOptions().FindContradictions());
    }

    [Theory]
    [InlineData("localhost:9001")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:0")]
    [InlineData("127.0.0.1:70000")]
    [InlineData("")]
    public void FindContradictions_NoAddressWithAPort_NamesOptionAndValue(string address)
    {
        var problem = Assert.Single(new GatewayOptions { ScalerAddress = address }.FindContradictions());

        Assert.Contains("Gateway:ScalerAddress", problem, StringComparison.Ordinal);
        Assert.Contains($"'{address}'", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void FindContradictions_NoSchedulerAddress_NamesIt()
    {
        var problem = Assert.Single(new GatewayOptions { SchedulerAddress = "10600" }.FindContradictions());

        Assert.Contains("Gateway:SchedulerAddress is '10600'", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void FindContradictions_OneAddressForBothProtocols_NamesBoth()
    {
        var options = new GatewayOptions { SchedulerAddress = "127.0.0.1:9001" };

        var problem = Assert.Single(options.FindContradictions());

        Assert.Contains("Gateway:ScalerAddress and Gateway:SchedulerAddress", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:9001", "Gateway:ScalerAddress")]
    [InlineData("127.0.0.1:9002", "Gateway:AdminAddress")]
    public void FindContradictions_OneAddressForTwo_NamesBoth(string address, string other)
    {
        var options = new GatewayOptions { HttpAddress = address };

        var problem = Assert.Single(options.FindContradictions());

        Assert.Contains(other, problem, StringComparison.Ordinal);
        Assert.Contains("Gateway:HttpAddress", problem, StringComparison.Ordinal);
    }
}
