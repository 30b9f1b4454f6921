namespace OrleansScaler.Platforms.Tests;

/// <summary>Which settings contradict each other.</summary>
public sealed class PlatformOptionsTests
{
    [Theory]
    [InlineData("http://127.0.0.1:50051")]
    [InlineData("https://platform:443")]
    public void FindContradictions_HttpEndpoint_FindsNone(string endpoint)
    {
        var options = new PlatformOptions { Kind = PlatformOptions.Grpc, Endpoint = endpoint };

        Assert.Empty(options.FindContradictions());
    }

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.1:50051")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("/var/run/platform")]
    public void FindContradictions_OtherEndpoint_NamesOptionAndValue(string endpoint)
    {
        var options = new PlatformOptions { Kind = PlatformOptions.Grpc, Endpoint = endpoint };

        var problem = Assert.Single(options.FindContradictions());

        Assert.Contains("Platform:Endpoint", problem, StringComparison.Ordinal);
        Assert.Contains($"'{endpoint}'", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void FindContradictions_EmbeddedPlatform_NeedsNoEndpoint()
    {
        Assert.Empty(new PlatformOptions { Kind = PlatformOptions.Simulated, Endpoint = "" }.FindContradictions());
    }
}
