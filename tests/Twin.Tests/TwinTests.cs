using Microsoft.Extensions.DependencyInjection;
using OrleansScaler.Grains.Functions;
using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Policies.Rules;
using OrleansScaler.Twin.Tests.Decisions;
using OrleansScaler.Twin.Tests.Live;
using OrleansScaler.Twin.Tests.Policies;
using OrleansScaler.Twin.Tests.Simulated;
using OrleansScaler.Twin.Tests.Stories;

namespace OrleansScaler.Twin.Tests;

/// <summary>What is simulated is what is shipped: the same story, the same decisions, line by line.</summary>
public sealed class TwinTests
{
    public static TheoryData<string> Names => [.. TwinNames.All];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Play_ToldStory_DecidesTheSameLiveAndSimulated(string name)
    {
        var story = ToldStory.Tell();
        var simulated = SimulatedRun.Play(story, TwinNames.SetOf(name));
        var live = await PlayLiveAsync(story, name);

        AssertSame(name, simulated, live);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Play_RandomStory_DecidesTheSameLiveAndSimulated(string name)
    {
        foreach (var seed in (ulong[])[1, 20231120])
        {
            var story = RandomStory.Tell(seed);
            var simulated = SimulatedRun.Play(story, TwinNames.SetOf(name));
            var live = await PlayLiveAsync(story, name);

            AssertSame($"{name}, seed {seed}", simulated, live);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(20231120)]
    public async Task Play_PoliciesThatCountQuestions_AreAskedTheSameQuestions(int seed)
    {
        var story = RandomStory.Tell((ulong)seed);
        var simulated = SimulatedRun.Play(story, MoodyPolicies.Set);
        await using var silo = await TwinSilo.StartAsync(
            new PolicyOptions(),
            services => services.AddSingleton(provider => new PoolFactory(
                Story.Pools, new PolicyBook(MoodyPolicies.Set), provider.GetRequiredService<SiloCompanions>())));
        var live = await LiveRun.PlayAsync(silo, story);

        AssertSame($"moody, seed {seed}", simulated, live);
    }

    [Fact]
    public void Tell_ToldStory_HasTroubleOfEveryKind()
    {
        var direct = SimulatedRun.Play(ToldStory.Tell(), TwinNames.SetOf("direct")).Lines;
        var pool = SimulatedRun.Play(ToldStory.Tell(), TwinNames.SetOf("pool")).Lines;

        Reason[] kinds =
        [
            Reason.NothingToReturn, Reason.PatienceOver, Reason.PerRequest, Reason.IdleSlot, Reason.ReturnedSlot,
            Reason.ReadySlot, Reason.StartFailed, Reason.PlatformRefused, Reason.BadInstance, Reason.WaitDeadline,
            Reason.WaitersBound, Reason.KeepAliveOver, Reason.KeepNothing,
        ];
        var lines = direct.Concat(pool).ToArray();
        Assert.All(
            kinds, kind => Assert.Contains(lines, line => line.Contains($" {kind} ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Tell_ToldStory_SparesDecideSomething()
    {
        var with = SimulatedRun.Play(ToldStory.Tell(), TwinNames.SetOf("generic-pool")).Lines;
        var without = SimulatedRun.Play(ToldStory.Tell(), TwinNames.SetOf("break-even")).Lines;

        Assert.NotNull(Difference.Find(with, without));
    }

    [Fact]
    public async Task Play_OtherKeepAliveLive_IsFoundAtItsFirstLine()
    {
        var story = ToldStory.Tell();
        var simulated = SimulatedRun.Play(story, TwinNames.SetOf("fixed:10s"));
        var live = await PlayLiveAsync(story, "fixed:11s");

        // Function 0's only slot is idle since 2.2.
        var difference = Difference.Find(simulated.Lines, live.Lines);
        Assert.Contains(
            "  simulated   12.2000001 f0 Destroy KeepAliveOver slot 1", difference, StringComparison.Ordinal);
        Assert.DoesNotContain("live        12.2", difference, StringComparison.Ordinal);
    }

    private static async Task<DecisionLines> PlayLiveAsync(Story story, string name)
    {
        await using var silo = await TwinSilo.StartAsync(Story.Figures(name));
        return await LiveRun.PlayAsync(silo, story);
    }

    private static void AssertSame(string what, DecisionLines simulated, DecisionLines live)
    {
        var difference = Difference.Find(simulated.Lines, live.Lines);
        Assert.True(difference is null, $"{what}: {difference}");
        Assert.NotEmpty(live.Lines);
    }
}
