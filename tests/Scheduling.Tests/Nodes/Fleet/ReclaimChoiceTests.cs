using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;

namespace OrleansScaler.Scheduling.Tests.Nodes.Fleet;

public sealed class ReclaimChoiceTests
{
    [Theory]
    [InlineData("g:4:1:128", 128, 1, "g:1")]
    [InlineData("g:4:1:128", 100, 3, "g:3")]
    [InlineData("g:4:2:128 h:4:1:128", 128, 5, "h:4 g:1")]
    [InlineData("h:2:1:128 g:2:1:128", 128, 1, "g:1")]
    [InlineData("f:9:0:128 g:1:1:128", 128, 4, "g:1")]
    [InlineData("g:4:1:128 h:1:2:1024", 1_000, 1, "h:1")]
    [InlineData("g:4:1:256 h:1:2:512", 1_280, 1, "g:3 h:1")]
    [InlineData("g:0:1:128", 128, 1, "")]
    [InlineData("", 128, 1, "")]
    [InlineData("g:4:1:128", 128, 0, "")]
    public void Choose_Candidates_LeastLossThatMakesTheRoom(
        string candidates, double megabytes, int count, string victims)
    {
        var chosen = ReclaimChoice.Choose(
            candidates.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Candidate),
            new FunctionKey("f"),
            new Resources(megabytes, 0),
            count);

        Assert.Equal(victims, string.Join(' ', chosen.Select(victim => $"{victim.Function}:{victim.Slots}")));
    }

    [Fact]
    public void Choose_CpuIsScarce_GoesOnUntilThereIsEnoughOfBoth()
    {
        var chosen = ReclaimChoice.Choose(
            [
                new ReclaimCandidate(new FunctionKey("g"), 9, 1, new Resources(512, 0)),
                new ReclaimCandidate(new FunctionKey("h"), 9, 2, new Resources(128, 500)),
            ],
            new FunctionKey("f"),
            new Resources(512, 1_000),
            1);

        Assert.Equal(["g:1", "h:2"], chosen.Select(victim => $"{victim.Function}:{victim.Slots}"));
    }

    [Theory]
    [InlineData(0, 2, 0.8, 128, 0.0125)]
    [InlineData(1, 2, 0.8, 128, 1.0125)]
    [InlineData(0, 0, 0.8, 128, 0)]
    [InlineData(0, 1, 1, 0, 1)]
    public void Priority_IsClockAndWhatStartsCostForTheRoom(
        double clock, double rate, double start, double megabytes, double priority) =>
        Assert.Equal(priority, ReclaimChoice.Priority(clock, rate, TimeSpan.FromSeconds(start), megabytes), 9);

    private static ReclaimCandidate Candidate(string text)
    {
        var parts = text.Split(':');
        return new ReclaimCandidate(
            new FunctionKey(parts[0]),
            int.Parse(parts[1], null),
            double.Parse(parts[2], null),
            new Resources(double.Parse(parts[3], null), 0));
    }
}
