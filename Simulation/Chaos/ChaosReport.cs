using OrleansScaler.Simulation.SimulatedPlatforms;

namespace OrleansScaler.Simulation.Chaos;

/// <summary>What a chaos run found out. The property names are keys of the JSON.</summary>
public sealed record ChaosReport
{
    /// <summary>Names the random choices.</summary>
    public required int Seed { get; init; }

    /// <summary>How long the load lasted.</summary>
    public required double Seconds { get; init; }

    /// <summary>Requests in a second, bursts apart.</summary>
    public required double Rate { get; init; }

    /// <summary>Functions that they were for, new ones in bursts apart.</summary>
    public required int Functions { get; init; }

    /// <summary>Faults that befell, by name.</summary>
    public required IReadOnlyDictionary<string, int> Faults { get; init; }

    /// <summary>When each of them began and was over, in order.</summary>
    public required IReadOnlyList<StruckFault> Struck { get; init; }

    /// <summary>Faults that it did without, and why.</summary>
    public required IReadOnlyList<SkippedFault> Skipped { get; init; }

    /// <summary>Requests that were begun.</summary>
    public required long Requests { get; init; }

    /// <summary>Those that ran and were given back.</summary>
    public required long Served { get; init; }

    /// <summary>Share of the granted ones whose instance was there before they asked.</summary>
    public required double WarmShare { get; init; }

    /// <summary>Calls that were sent again for want of an answer.</summary>
    public required long Repeats { get; init; }

    /// <summary>Requests that were refused with a reason, by that.</summary>
    public required IReadOnlyDictionary<string, long> Refused { get; init; }

    /// <summary>Requests that ran, and whose Idle was refused, by the reason.</summary>
    public required IReadOnlyDictionary<string, long> IdleRefused { get; init; }

    /// <summary>Requests that ended with their killed process.</summary>
    public required long Gone { get; init; }

    /// <summary>Slots made.</summary>
    public required long Created { get; init; }

    /// <summary>Slots given back.</summary>
    public required long Destroyed { get; init; }

    /// <summary>Slots alive at the very end.</summary>
    public required long Alive { get; init; }

    /// <summary>The oldest of those, by name.</summary>
    public required IReadOnlyList<AliveSlot> AliveSlots { get; init; }

    /// <summary>Slots that the server lost: alive after one that was told to give everything back.</summary>
    public required long Leaked { get; init; }

    /// <summary>Slots that the server knew, and kept beyond every keep-alive and time-out.</summary>
    public required long Stuck { get; init; }

    /// <summary>Instances lent to a request while another had them, or destroyed under it.</summary>
    public required long LentTwice { get; init; }

    /// <summary>Requests that were neither granted nor refused, or whose Idle nobody answered.</summary>
    public required long WaitersLost { get; init; }

    /// <summary>Requests that were granted an instance which could not serve them, by the platform's verdict.</summary>
    public required IReadOnlyDictionary<string, long> Unusable { get; init; }

    /// <summary>Requests that were refused without a reason.</summary>
    public required long Untyped { get; init; }

    /// <summary>Starts of the server after the first.</summary>
    public required int Restarts { get; init; }

    /// <summary>
    /// From the start of a server's process to its first granted request; null when none was started.
    /// </summary>
    public required TimeSpread? FirstAnswerAfterRestartMs { get; init; }

    /// <summary>From the start of a server's process until it said that it was ready.</summary>
    public required TimeSpread? ReadyAfterRestartMs { get; init; }

    /// <summary>From a SIGTERM to the server's end.</summary>
    public required TimeSpread? StopMs { get; init; }

    /// <summary>Every invariant that was broken, in words; with examples.</summary>
    public required IReadOnlyList<string> Violations { get; init; }

    /// <summary>First refusals of each kind, and other notes that break no invariant.</summary>
    public required IReadOnlyList<string> Messages { get; init; }

    /// <summary>Whether every invariant held.</summary>
    public required bool Passed { get; init; }

    /// <summary>Folder with the ledger and the logs, where it was kept.</summary>
    public string? Folder { get; init; }
}
