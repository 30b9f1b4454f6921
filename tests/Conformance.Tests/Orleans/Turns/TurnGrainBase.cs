using Orleans;

namespace OrleansScaler.Conformance.Tests.Orleans.Turns;

public abstract class TurnGrainBase(Probe probe) : Grain
{
    public static readonly AsyncLocal<string?> CallersLocal = new();

    private int _inside;
    private int _count;

    public async Task Hold(string name)
    {
        probe.Signal(name + " in");
        await probe.Wait(name);
        probe.Record(name + " out");
    }

    public Task HoldInterleaved(string name) => Hold(name);

    public Task HoldReading(string name) => Hold(name);

    public Task HoldUnheard(string name) => Hold(name);

    public Task Mark(string name)
    {
        probe.Record(name);
        return Task.CompletedTask;
    }

    public async Task FailUnheard()
    {
        await Task.Yield();
        throw new InvalidOperationException($"nobody hears that the count is {_count}");
    }

    public Task CallSelf() => this.AsReference<ITurnGrain>().Mark("self");

    public Task<string> CallNeighbour(string key, string text) =>
        GrainFactory.GetGrain<ITurnGrain>(key, "OrleansScaler.Conformance.Tests.Orleans.Turns.TurnGrain").Say(text);

    public Task<string> CallBack(ITurnGrain other)
    {
        _count++;
        return other.Say("called back");
    }

    public Task<string> Say(string text) => Task.FromResult($"{this.GetPrimaryKeyString()} says {text}");

    public async Task<TurnSurroundings> Surroundings()
    {
        _count++;
        var before = TaskScheduler.Current;
        var local = CallersLocal.Value;
        var context = SynchronizationContext.Current;
        await Task.Delay(1);
        return new TurnSurroundings(
            before != TaskScheduler.Default, TaskScheduler.Current == before, context is not null, local);
    }

    public async Task<int> CountSlowly()
    {
        await Task.Delay(1);
        return CountUp();
    }

    public async Task<int> CountInChildTasks(int children)
    {
        await Task.WhenAll(Enumerable.Range(0, children).Select(_ => Task.Factory.StartNew(CountUp)));
        return _count;
    }

    private int CountUp()
    {
        if (Interlocked.Increment(ref _inside) != 1)
        {
            throw new InvalidOperationException("two threads are inside one activation");
        }

        var count = _count;
        Thread.SpinWait(200);
        _count = count + 1;
        Interlocked.Decrement(ref _inside);
        return _count;
    }
}
