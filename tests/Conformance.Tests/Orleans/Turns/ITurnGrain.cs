using Orleans;
using Orleans.Concurrency;

namespace OrleansScaler.Conformance.Tests.Orleans.Turns;

public interface ITurnGrain : IGrainWithStringKey
{
    /// <summary>Signals "NAME in", waits for NAME, records "NAME out".</summary>
    Task Hold(string name);

    [AlwaysInterleave]
    Task HoldInterleaved(string name);

    [ReadOnly]
    Task HoldReading(string name);

    /// <summary>Records its name at once.</summary>
    Task Mark(string name);

    [OneWay]
    Task HoldUnheard(string name);

    [OneWay]
    Task FailUnheard();

    Task CallSelf();

    Task<string> CallNeighbour(string key, string text);

    Task<string> CallBack(ITurnGrain other);

    Task<string> Say(string text);

    Task<TurnSurroundings> Surroundings();

    /// <summary>A read, an await and a write back: loses counts when two threads are inside.</summary>
    Task<int> CountSlowly();

    Task<int> CountInChildTasks(int children);
}
