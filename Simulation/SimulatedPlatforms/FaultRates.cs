namespace OrleansScaler.Simulation.SimulatedPlatforms;

/// <summary>How often each fault befalls one operation, as shares of its calls; together at most 1.</summary>
public sealed class FaultRates
{
    /// <summary>Share of calls that are lost.</summary>
    public double Drop { get; set; }

    /// <summary>Share of calls whose answer is lost.</summary>
    public double LoseAnswer { get; set; }

    /// <summary>Share of calls that hang.</summary>
    public double Hang { get; set; }

    /// <summary>Share of calls that are slow.</summary>
    public double Slow { get; set; }

    /// <summary>Share of calls answered with an error.</summary>
    public double Error { get; set; }

    /// <summary>Share of calls refused for load.</summary>
    public double Throttle { get; set; }

    /// <summary>Share of calls that do not reach the platform.</summary>
    public double Unavailable { get; set; }

    /// <summary>Share of creates that make two slots.</summary>
    public double Duplicate { get; set; }

    /// <summary>Share of calls that meet the wrong memory size.</summary>
    public double WrongMemory { get; set; }

    /// <summary>The shares with the faults they stand for, in a fixed order.</summary>
    internal (PlatformFault Fault, double Rate)[] InOrder() =>
    [
        (PlatformFault.Drop, Drop),
        (PlatformFault.LoseAnswer, LoseAnswer),
        (PlatformFault.Hang, Hang),
        (PlatformFault.Slow, Slow),
        (PlatformFault.Error, Error),
        (PlatformFault.Throttle, Throttle),
        (PlatformFault.Unavailable, Unavailable),
        (PlatformFault.Duplicate, Duplicate),
        (PlatformFault.WrongMemory, WrongMemory),
    ];
}
