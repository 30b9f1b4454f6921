namespace OrleansScaler.Simulation.Chaos;

/// <summary>Holds what happened against what must always be so.</summary>
public static class ChaosVerdict
{
    /// <summary>The platform counts these itself.</summary>
    private const string AlreadyLent = nameof(Protos.Chaos.LendVerdict.AlreadyLent);

    /// <summary>Every invariant that was broken, one sentence each; none when all held.</summary>
    /// <param name="facts">What happened.</param>
    public static IReadOnlyList<string> FindViolations(ChaosFacts facts)
    {
        var platform = facts.Platform;
        var alive = platform.Created - platform.Destroyed;
        (long Count, string What)[] counts =
        [
            (facts.Leaked, "slots leaked: alive after a server that was told to give everything back"),
            (Stuck(facts), "slots stuck: known to the server, and kept beyond every keep-alive and time-out"),
            (platform.LentTwice, "instances lent to a request while another had them"),
            (platform.DestroyedWhileLent, "slots destroyed while a request ran in them, within its time-out"),
            (platform.Others, "requests granted an instance before its init ended, or of another function"),
            (facts.Calls.WaitersLost, "requests neither granted nor refused"),
            (facts.Calls.IdlesLost, "requests whose Idle nobody answered"),
            (facts.Calls.Untyped, "requests refused without a reason"),
            (facts.Calls.Open, "requests that never ended"),
            (alive < facts.Leaked ? facts.Leaked - alive : 0, "slots counted as leaked that are not alive"),
        ];
        return
        [
            .. facts.Breakdowns,
            .. counts.Where(count => count.Count > 0).Select(count => $"{count.Count} {count.What}"),
            .. facts.Calls.Unusable
                .Where(unusable => unusable.Key != AlreadyLent)
                .Select(unusable => $"{unusable.Value} requests granted an instance that cannot serve: {unusable.Key}"),
        ];
    }

    /// <summary>What is told of a run.</summary>
    /// <param name="facts">What happened.</param>
    /// <param name="header">The run's own figures; the rest of it is filled in.</param>
    public static ChaosReport ToReport(ChaosFacts facts, ChaosHeader header)
    {
        var (calls, platform) = (facts.Calls, facts.Platform);
        var violations = FindViolations(facts);
        return new ChaosReport
        {
            Seed = header.Seed,
            Seconds = header.Seconds,
            Rate = header.Rate,
            Functions = header.Functions,
            Faults = facts.Faults,
            Struck = facts.Struck,
            Skipped = facts.Skipped,
            Requests = calls.Asked,
            Served = calls.Returned,
            WarmShare = calls.Granted > 0 ? (double)calls.Warm / calls.Granted : 0,
            Repeats = calls.Repeats,
            Refused = calls.Refused,
            IdleRefused = calls.IdleRefused,
            Gone = facts.Gone,
            Created = platform.Created,
            Destroyed = platform.Destroyed,
            Alive = platform.Created - platform.Destroyed,
            AliveSlots = platform.AliveSlots,
            Leaked = facts.Leaked,
            Stuck = Stuck(facts),
            LentTwice = platform.LentTwice + platform.DestroyedWhileLent,
            WaitersLost = calls.WaitersLost + calls.IdlesLost,
            Unusable = calls.Unusable,
            Untyped = calls.Untyped,
            Restarts = facts.Restarts,
            FirstAnswerAfterRestartMs = TimeSpread.Of(facts.FirstAnswers),
            ReadyAfterRestartMs = TimeSpread.Of(facts.Readies),
            StopMs = TimeSpread.Of(facts.Stops),
            Violations = [.. violations, .. platform.Messages],
            Messages = calls.Messages,
            Passed = violations.Count == 0,
        };
    }

    private static long Stuck(ChaosFacts facts) => Math.Max(0, facts.Unreturned - facts.Leaked);
}
