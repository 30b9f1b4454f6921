using OrleansScaler.Scheduling.Decisions;
using OrleansScaler.Scheduling.Policies;
using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Policies.Prewarm;
using OrleansScaler.Scheduling.Policies.ScaleUp;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Twin.Tests.Policies;

/// <summary>
/// Decides by nothing but how often it was asked: one question more or less on one side, and all that follows differs.
/// </summary>
internal sealed class MoodyPolicies : IKeepAlivePolicy, IScaleUpPolicy, IPrewarmPolicy
{
    private MoodyPolicies()
    {
    }

    public string Name => "moody";

    public static PolicySet Set { get; } = ToSet(new MoodyPolicies());

    KeepAliveDecision IKeepAlivePolicy.Decide(in PoolSnapshot pool)
    {
        var (mood, asked) = MoodOf(pool);
        return new KeepAliveDecision(TimeSpan.FromSeconds(mood % 8), TimeSpan.Zero, Reason.FixedKeepAlive)
        {
            MaximumIdle = mood % 5 == 0 ? 2 : null,
            AskAgainAt = mood % 3 == 0 ? pool.Now.AddSeconds(1 + (mood % 4)) : null,
            State = asked,
        };
    }

    ScaleUpDecision IScaleUpPolicy.Decide(in PoolSnapshot pool)
    {
        var (mood, asked) = MoodOf(pool);
        var again = pool.Now.AddSeconds(0.25 * (1 + (mood % 4)));
        return new ScaleUpDecision(mood % 3, Reason.PerRequest, again) { State = asked };
    }

    PrewarmDecision IPrewarmPolicy.Decide(in PoolSnapshot pool)
    {
        var (mood, asked) = MoodOf(pool);
        DateTimeOffset? again = mood % 4 == 0 ? pool.Now.AddSeconds(7) : null;
        return new PrewarmDecision(mood % 5 == 0 ? 2 : 0, Reason.NothingForeseen, again) { State = asked };
    }

    private static PolicySet ToSet(MoodyPolicies all) => new(all.Name, all, all) { Prewarm = all };

    /// <summary>A number that looks like chance and is the same on both sides (Knuth's multiplicative hash).</summary>
    private static (int Mood, Questions Asked) MoodOf(in PoolSnapshot pool)
    {
        var asked = ((pool.State as Questions)?.Count ?? 0) + 1;
        return ((int)(((uint)asked * 2_654_435_761) >> 16), new Questions(asked));
    }

    private sealed record Questions(int Count) : PolicyState;
}
