namespace OrleansScaler.Simulation.Workloads.Processes;

/// <summary>When a function is called.</summary>
internal interface IArrivalProcess
{
    /// <summary>Calls a second in the long run; no less than the true figure.</summary>
    double RatePerSecond { get; }

    /// <summary>The calls from 0 up to, not including, <paramref name="length"/>, in order of time.</summary>
    IEnumerable<TimeSpan> Moments(FunctionStreams streams, TimeSpan length);
}
