using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Scheduling.Tests.Statistics;

public sealed class CronExpressionTests
{
    [Theory]
    [InlineData("* * * * *", "2024-03-15T10:20:59Z", "2024-03-15T10:21:00Z")]
    [InlineData("*/15 * * * *", "2024-03-15T10:45:00Z", "2024-03-15T11:00:00Z")]
    [InlineData("30 8-17/3 * * *", "2024-03-15T14:30:00Z", "2024-03-15T17:30:00Z")]
    [InlineData("0 9 * * 1-5", "2024-03-15T09:00:00Z", "2024-03-18T09:00:00Z")] // Friday to Monday
    [InlineData("0 0 * * 7", "2024-03-15T00:00:00Z", "2024-03-17T00:00:00Z")] // Sunday by its other number
    [InlineData("5,50 23 31 * *", "2024-03-31T23:50:00Z", "2024-05-31T23:05:00Z")] // April has 30 days
    [InlineData("0 0 29 2 *", "2024-02-29T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 29 2 *", "2096-02-29T00:00:00Z", "2104-02-29T00:00:00Z")] // 2100 is no leap year
    [InlineData("0 0 13 * 5", "2024-03-13T00:00:00Z", "2024-03-15T00:00:00Z")] // the 13th or a Friday
    [InlineData("0 0 */2 * 5", "2024-03-13T00:00:00Z", "2024-03-15T00:00:00Z")] // an odd day and a Friday
    [InlineData("59 23 31 12 *", "2024-12-31T23:59:00Z", "2025-12-31T23:59:00Z")]
    [InlineData("0 12 * * *", "2024-03-15T13:30:00+02:00", "2024-03-15T12:00:00Z")]
    public void NextAfter_Instant_IsTheNextMatchInUtc(string text, string after, string expected) =>
        Assert.Equal(Instant(expected), Parse(text).NextAfter(Instant(after)));

    [Theory]
    [InlineData("0 9 * * 1-5", "2024-03-15T09:00:59Z", true)]
    [InlineData("0 9 * * 1-5", "2024-03-16T09:00:00Z", false)] // Saturday
    [InlineData("0 9 * * 1-5", "2024-03-15T09:01:00Z", false)]
    [InlineData("0 9 * * *", "2024-03-15T11:00:00+02:00", true)]
    [InlineData("0 0 */2 * 5", "2024-03-13T00:00:00Z", false)] // odd, but a Wednesday
    [InlineData("* * * 1-3,11 *", "2024-04-01T00:00:00Z", false)]
    public void Matches_Minute_LooksAtAllFields(string text, string minute, bool expected) =>
        Assert.Equal(expected, Parse(text).Matches(Instant(minute)));

    [Theory]
    [InlineData("* * * *", "4 fields")]
    [InlineData("* * * * * *", "6 fields")]
    [InlineData("60 * * * *", "minute '60' is no number, range or * within 0-59")]
    [InlineData("* 24 * * *", "hour '24'")]
    [InlineData("* * 0 * *", "day of month '0'")]
    [InlineData("* * * 13 *", "month '13'")]
    [InlineData("* * * * MON", "day of week 'MON'")]
    [InlineData("9-5 * * * *", "minute '9-5'")]
    [InlineData("1,, * * * *", "minute ''")]
    [InlineData("-1 * * * *", "minute '-1'")]
    [InlineData("*/0 * * * *", "step outside 1-59")]
    [InlineData("*/x * * * *", "step outside 1-59")]
    [InlineData("5/10 * * * *", "write 5-59/10")]
    [InlineData("0 0 30 2 *", "a day that does not exist")]
    public void TryParse_Wrong_SaysWhatAndWhere(string text, string expected)
    {
        Assert.False(CronExpression.TryParse(text, out var expression, out var error));
        Assert.Null(expression);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_NothingOrTooMuch_IsRefused()
    {
        Assert.False(CronExpression.TryParse(null, out _, out _));
        Assert.False(CronExpression.TryParse(new string(' ', 300), out _, out var error));
        Assert.Contains("256", error, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_OddlySpaced_IsTheExpressionWithSingleSpaces() =>
        Assert.Equal("0 9 * * 1-5", Parse("  0  9 *\t* 1-5 ").ToString());

    [Fact]
    public void NextAfter_EndOfTheCalendar_IsNone() =>
        Assert.Null(Parse("* * * * *").NextAfter(DateTimeOffset.MaxValue));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void NextAfter_RandomExpressions_IsTheFirstMinuteThatMatches(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 60; round++)
        {
            string[] days = ["*", "*", $"{random.Next(1, 29)}", "*/3", "1-10"];
            var text = $"{random.Next(60)},{random.Next(60)} */{random.Next(1, 9)} {days[random.Next(days.Length)]} " +
                $"* {(random.Next(2) == 0 ? "*" : $"{random.Next(8)}")}";
            var expression = Parse(text);
            var start = Instant("2024-01-01T00:00:00Z").AddMinutes(random.Next(500_000)).AddSeconds(random.Next(60));
            var naive = start.AddTicks(-(start.Ticks % TimeSpan.TicksPerMinute)).AddMinutes(1);
            while (!expression.Matches(naive))
            {
                naive = naive.AddMinutes(1);
            }

            Assert.True(expression.NextAfter(start) == naive, $"seed {seed}, round {round}: '{text}' after {start:O}");
        }
    }

    private static CronExpression Parse(string text)
    {
        Assert.True(CronExpression.TryParse(text, out var expression, out var error), error);
        return expression;
    }

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
