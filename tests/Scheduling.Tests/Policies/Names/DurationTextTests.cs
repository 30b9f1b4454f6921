using OrleansScaler.Scheduling.Policies.Names;

namespace OrleansScaler.Scheduling.Tests.Policies.Names;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("10s", 10)]
    [InlineData("1.5m", 90)]
    [InlineData("2h", 7_200)]
    [InlineData("7d", 604_800)]
    [InlineData("0s", 0)]
    public void Read_Text_IsTheDuration(string text, double seconds) =>
        Assert.Equal(seconds, DurationText.Read(text)!.Value.TotalSeconds);

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1e3s")]
    [InlineData("NaNs")]
    [InlineData("10001d")]
    public void Read_NoDuration_IsNull(string text) => Assert.Null(DurationText.Read(text));

    [Theory]
    [InlineData(0.5, "500ms")]
    [InlineData(90, "90s")]
    [InlineData(120, "2m")]
    [InlineData(86_400, "1d")]
    [InlineData(0, "0ms")]
    [InlineData(0.0005, "0.5ms")]
    public void Write_Duration_IsInTheLargestWholeUnit(double seconds, string text) =>
        Assert.Equal(text, DurationText.Write(TimeSpan.FromSeconds(seconds)));
}
