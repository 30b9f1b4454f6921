using OrleansScaler.Simulation.Chaos;

namespace OrleansScaler.Simulation.Tests.Chaos;

public sealed class ChaosVerdictTests
{
    private static readonly ChaosFacts s_good = new()
    {
        Faults = new Dictionary<string, int> { ["kill"] = 2 },
        Calls = new CallerReport { Asked = 100, Granted = 90, Warm = 45, Returned = 90 },
        Platform = new PlatformSums { Created = 10, Destroyed = 10 },
    };

    public static TheoryData<string, ChaosFacts> Wrongs => new()
    {
        { "3 slots leaked", s_good with { Leaked = 3, Unreturned = 3, Platform = Slots(13, 10) } },
        { "2 slots stuck", s_good with { Unreturned = 2 } },
        { "1 instances lent", s_good with { Platform = Slots(10, 10) with { LentTwice = 1 } } },
        { "1 slots destroyed while", s_good with { Platform = Slots(10, 10) with { DestroyedWhileLent = 1 } } },
        { "1 requests granted an instance before", s_good with { Platform = Slots(10, 10) with { Others = 1 } } },
        { "1 requests neither", s_good with { Calls = s_good.Calls with { WaitersLost = 1 } } },
        { "1 requests whose Idle", s_good with { Calls = s_good.Calls with { IdlesLost = 1 } } },
        { "1 requests refused without", s_good with { Calls = s_good.Calls with { Untyped = 1 } } },
        { "1 requests that never ended", s_good with { Calls = s_good.Calls with { Open = 1 } } },
        { "The server ended", s_good with { Breakdowns = ["The server ended by itself"] } },
        { "4 requests granted an instance that cannot", s_good with { Calls = Unusable("UnknownInstance", 4) } },
    };

    [Fact]
    public void ToReport_NothingWrong_Passes()
    {
        var report = ChaosVerdict.ToReport(s_good, new ChaosHeader(7, 120, 200, 50));

        Assert.True(report.Passed);
        Assert.Empty(report.Violations);
        Assert.Equal((7, 0.5, 0L), (report.Seed, report.WarmShare, report.Alive));
        Assert.Null(report.FirstAnswerAfterRestartMs);
    }

    [Theory]
    [MemberData(nameof(Wrongs))]
    public void ToReport_OneInvariantBroken_FailsAndSaysWhich(string beginning, ChaosFacts facts)
    {
        var report = ChaosVerdict.ToReport(facts, default);

        Assert.False(report.Passed);
        Assert.StartsWith(beginning, Assert.Single(report.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public void FindViolations_LentTwice_IsTheInstancesCountAndNotTheRequestsToo()
    {
        var facts = s_good with { Platform = Slots(10, 10) with { LentTwice = 1 }, Calls = Unusable("AlreadyLent", 1) };

        Assert.Single(ChaosVerdict.FindViolations(facts));
    }

    [Fact]
    public void FindViolations_RefusalsWithAReason_AreNone() => Assert.Empty(ChaosVerdict.FindViolations(s_good with
    {
        Calls = s_good.Calls with { Refused = new Dictionary<string, long> { ["assign: gRPC Internal"] = 5 } },
    }));

    [Fact]
    public void FirstAnswers_OfTwoRestarts_AreTheFirstAfterEach()
    {
        // Starts at 10 s and 20 s; answers at 11.5 s, 12 s and 20.25 s, and one from before.
        var found = FirstAnswer.Find([10, 20], [9, 11.5, 12, 20.25]);

        Assert.Equal([TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(0.25)], found);
        Assert.Equal(new TimeSpread(250, 1500), TimeSpread.Of(found));
    }

    [Fact]
    public void FirstAnswers_RestartWithoutAnAnswer_IsLeftOut() =>
        Assert.Equal([TimeSpan.FromSeconds(1)], FirstAnswer.Find([10, 20], [21]));

    private static PlatformSums Slots(long created, long destroyed) =>
        new() { Created = created, Destroyed = destroyed };

    private static CallerReport Unusable(string verdict, long count) =>
        s_good.Calls with { Unusable = new Dictionary<string, long> { [verdict] = count } };
}
