namespace OrleansScaler.Simulation.Scorecards;

/// <summary>What a ranking goes by, and what policies that weigh costs are told that things are worth.</summary>
public enum Objective
{
    /// <summary>RUM: 0.808 s a cold start, a second per 99.69 idle GB·s, waits as they were.</summary>
    Rum,

    /// <summary>The score of the 2023 contest; policies weigh by RUM's prices.</summary>
    Contest,

    /// <summary>Seconds waited, cold or not, and idle memory at a tenth of RUM's price.</summary>
    Latency,

    /// <summary>Seconds waited, cold or not, and idle memory at RUM's price.</summary>
    Balanced,

    /// <summary>Seconds waited, cold or not, and idle memory at ten times RUM's price.</summary>
    Frugal,
}
