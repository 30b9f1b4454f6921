namespace OrleansScaler.Scheduling.Tests.Properties;

/// <summary>
/// Properties that hold though pools die. A failure names its variant and seed; <see cref="DeathStorm"/> with both is
/// the same storm again.
/// </summary>
public sealed class DeathStormTests
{
    private const int EventsPerRun = 2_500;
    private const int RunsPerVariant = 3;
    private const int EventsAsked = 100_000;

    public static TheoryData<string> Variants => [.. DeathVariant.All.Select(variant => variant.Name)];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Run_PoolsDie_NobodyIsInterruptedAndNothingLeaks(string name)
    {
        var variant = DeathVariant.All.Single(variant => variant.Name == name);
        for (var seed = 1; seed <= RunsPerVariant; seed++)
        {
            var storm = new DeathStorm(variant, seed).Run(EventsPerRun);

            Assert.True(storm.Deaths > EventsPerRun / 200, $"only {storm.Deaths} pools died");
        }
    }

    [Fact]
    public void Variants_AllRuns_AreAsManyEventsAsAsked()
    {
        Assert.True(DeathVariant.All.Count * RunsPerVariant * EventsPerRun >= EventsAsked);
    }

    [Fact]
    public void Run_AllVariants_MeetAllThatMatters()
    {
        var seen = DeathVariant.All.SelectMany(variant => new DeathStorm(variant, seed: 9).Run(EventsPerRun).Seen.Keys)
            .ToHashSet();

        string[] expected =
        [
            "granted again", "idle Done", "idle Repeated", "idle NotHeld", "announced: True", "unknown: True",
            "UseUnknown", "Recovered", "HandOver", "CrashWithBoard", "BlindCrash",
            "AssignmentExpired", "SpecChanged", "MinimumSlots",
        ];
        Assert.Empty(expected.Except(seen));
    }
}
