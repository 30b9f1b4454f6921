namespace OrleansScaler.Simulation.Cells.Scores;

/// <summary>Calls of a run that failed, by kind. The property names are keys of the JSON.</summary>
public sealed record CellFailures
{
    /// <summary>The scheduler refused them.</summary>
    public int Refused { get; init; }

    /// <summary>They had no container when their caller left.</summary>
    public int Abandoned { get; init; }

    /// <summary>Their container used too much memory.</summary>
    public int OutOfMemory { get; init; }

    /// <summary>They ran longer than their function may.</summary>
    public int TimedOut { get; init; }

    /// <summary>Their container was removed, or their node released, while they ran.</summary>
    public int ContainerGone { get; init; }

    /// <summary>They were given a container that was not fit for them.</summary>
    public int NotRun { get; init; }

    /// <summary>All of them.</summary>
    public int Total => Refused + Abandoned + OutOfMemory + TimedOut + ContainerGone + NotRun;

    /// <summary>The failures of both.</summary>
    public static CellFailures operator +(CellFailures one, CellFailures other) => new()
    {
        Refused = one.Refused + other.Refused,
        Abandoned = one.Abandoned + other.Abandoned,
        OutOfMemory = one.OutOfMemory + other.OutOfMemory,
        TimedOut = one.TimedOut + other.TimedOut,
        ContainerGone = one.ContainerGone + other.ContainerGone,
        NotRun = one.NotRun + other.NotRun,
    };
}
