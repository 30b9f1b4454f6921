using Orleans;
using Orleans.Concurrency;

namespace OrleansScaler.Conformance.Tests.Orleans.Timers;

public interface ITimerGrain : IGrainWithStringKey
{
    Task Start(string name, TimeSpan dueTime, TimeSpan period, bool interleave);

    /// <summary>A timer whose first tick changes it.</summary>
    Task StartChangingItself(string name, TimeSpan dueTime, TimeSpan period, TimeSpan newDueTime, TimeSpan newPeriod);

    /// <summary>A timer whose first tick lasts until NAME is signalled.</summary>
    Task StartSlow(string name, TimeSpan dueTime, TimeSpan period, bool interleave);

    Task StartFailing(string name, TimeSpan dueTime, TimeSpan period);

    Task Change(string name, TimeSpan dueTime, TimeSpan period);

    Task Stop(string name);

    Task Hold(string name);

    Task Deactivate();

    /// <summary>The times of all ticks so far, in seconds since the start of the clock.</summary>
    [AlwaysInterleave]
    Task<double[]> Ticks(string name);
}
