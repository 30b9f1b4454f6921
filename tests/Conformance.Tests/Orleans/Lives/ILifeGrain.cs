using Orleans;

namespace OrleansScaler.Conformance.Tests.Orleans.Lives;

public interface ILifeGrain : IGrainWithStringKey
{
    Task<string> Key();

    Task<int> Count();

    Task<Guid> Incarnation();

    Task Deactivate();

    Task DelayDeactivation(TimeSpan span);

    Task Hold(string gate);

    Task<ILifeGrain> Self();

    Task KeepTimer(TimeSpan period, bool keepAlive);
}
