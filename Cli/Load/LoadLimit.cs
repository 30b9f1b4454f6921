using System.Diagnostics;

namespace OrleansScaler.Cli.Load;

/// <summary>Where a stretch of load ends: after a time, or a number of pairs, whichever is first.</summary>
internal sealed class LoadLimit
{
    private readonly long _end;
    private readonly long _pairs;
    private long _taken;

    public LoadLimit(TimeSpan time, long pairs = long.MaxValue)
    {
        _end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        _pairs = pairs;
    }

    /// <summary>Whether the time is not over.</summary>
    public bool Open => Stopwatch.GetTimestamp() < _end;

    /// <summary>Waits until the time is over or the work is done.</summary>
    public Task WaitAsync(Task work, CancellationToken cancellationToken)
    {
        var rest = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _end);
        return rest > TimeSpan.Zero ? Task.WhenAny(work, Task.Delay(rest, cancellationToken)) : Task.CompletedTask;
    }

    /// <summary>Takes the right to start one more pair.</summary>
    public bool TryTake() => Open && Interlocked.Increment(ref _taken) <= _pairs;
}
