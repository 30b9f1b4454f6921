using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Simulation.Tests.Hosting;

public sealed class HostPortTests
{
    [Theory]
    [InlineData("127.0.0.1:9001", "http://127.0.0.1:9001/")]
    [InlineData("http://localhost:9001/", "http://localhost:9001/")]
    [InlineData("[::1]:9001", "http://[::1]:9001/")]
    public void TryParse_Address_GivesItsUri(string text, string uri)
    {
        Assert.True(HostPort.TryParse(text, out var address));
        Assert.Equal(uri, address.Uri.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("9001")]
    [InlineData(":9001")]
    [InlineData("host:")]
    [InlineData("host:65536")]
    [InlineData("host:-1")]
    [InlineData("a b:80")]
    public void TryParse_NoAddress_IsRefused(string text)
    {
        Assert.False(HostPort.TryParse(text, out _));
    }
}
