using OrleansScaler.Scheduling.Decisions;

namespace OrleansScaler.Scheduling.Tests.Properties;

/// <summary>
/// Properties that hold in any weather. A failure names its variant and seed; <see cref="Storm"/> with both is the same
/// storm again.
/// </summary>
public sealed class StormTests
{
    private const int EventsPerRun = 4_000;
    private const int RunsPerVariant = 3;
    private const int EventsAsked = 100_000;

    public static TheoryData<string> Variants => [.. StormVariant.All.Select(variant => variant.Name)];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Run_AnyWeather_EveryPropertyHoldsAfterEveryEvent(string variant)
    {
        var events = Enumerable.Range(1, RunsPerVariant)
            .Sum(seed => new Storm(Find(variant), seed).Run(EventsPerRun).Events);

        Assert.True(events >= RunsPerVariant * EventsPerRun, $"only {events} events happened");
    }

    [Fact]
    public void Variants_AllRuns_AreAsManyEventsAsAsked()
    {
        Assert.True(StormVariant.All.Count * RunsPerVariant * EventsPerRun >= EventsAsked);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Run_SameSeed_GivesTheSameCommands(string variant)
    {
        var one = new Storm(Find(variant), seed: 77).Run(1_000);
        var other = new Storm(Find(variant), seed: 77).Run(1_000);
        var another = new Storm(Find(variant), seed: 78).Run(1_000);

        Assert.Equal((one.Print, one.Events), (other.Print, other.Events));
        Assert.NotEqual(one.Print, another.Print);
    }

    [Fact]
    public void Run_AllVariants_ReachEveryReasonThatAPoolGives()
    {
        Reason[] neverFromAPool =
        [
            Reason.None, Reason.EnoughComing, Reason.WaitingForReturn, Reason.FixedKeepAlive, Reason.FunctionsBound,
            Reason.Abandoned,
        ];

        var seen = StormVariant.All.SelectMany(variant => new Storm(variant, seed: 5).Run(4_000).Reasons).ToHashSet();

        // From 50 on, and break-even, are answers of policies that no variant plays.
        var pools = Enum.GetValues<Reason>()
            .Where(reason => reason < Reason.ReturnTooLate && reason != Reason.BreakEven);
        Assert.Empty(pools.Except(neverFromAPool).Except(seen));
    }

    private static StormVariant Find(string name) => StormVariant.All.Single(variant => variant.Name == name);
}
