using OrleansScaler.Cli.Arguments;

namespace OrleansScaler.Cli.Tests.Arguments;

public sealed class DurationTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("10s", 10_000)]
    [InlineData("1.5m", 90_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("0s", 0)]
    public void TryParse_Duration_GivesItsLength(string text, double milliseconds)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(milliseconds, duration.Value.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1e3s")]
    [InlineData("ten s")]
    [InlineData("1d")]
    [InlineData("10S")]
    [InlineData("600h")]
    public void TryParse_NoDuration_IsRefused(string text)
    {
        Assert.False(Duration.TryParse(text, out _));
    }

    [Theory]
    [InlineData("500ms")]
    [InlineData("90s")]
    [InlineData("5m")]
    [InlineData("2h")]
    [InlineData("0ms")]
    public void ToString_Duration_IsWhatWasParsed(string text)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(text, duration.ToString());
    }
}
