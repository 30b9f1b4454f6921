using OrleansScaler.Simulation.Cells.Scores;
using OrleansScaler.Simulation.Cells.Workloads;

namespace OrleansScaler.Simulation.Cells;

/// <summary>The books of one run: what happened to the calls of each function.</summary>
internal sealed class CellBooks
{
    /// <summary>What a failed call counts as response time: as long as its caller waits.</summary>
    public static readonly TimeSpan FailedCall = TimeSpan.FromSeconds(30);

    private readonly CellWorkload _workload;
    private readonly int[] _calls;
    private readonly int[] _failed;
    private readonly int[] _cold;
    private readonly long[] _responseTicks;

    public CellBooks(CellWorkload workload)
    {
        _workload = workload;
        var count = workload.Functions.Count;
        (_calls, _failed, _cold, _responseTicks) = (new int[count], new int[count], new int[count], new long[count]);
    }

    /// <summary>Failed calls by kind.</summary>
    public CellFailures Failures { get; private set; } = new();

    /// <summary>A call ended well.</summary>
    public void Completed(int function, long responseTicks, bool isCold)
    {
        _calls[function]++;
        _cold[function] += isCold ? 1 : 0;
        _responseTicks[function] += responseTicks;
    }

    /// <summary>A call failed for lack of a container.</summary>
    public void Refused(int function)
    {
        Failures = Failures with { Refused = Failures.Refused + 1 };
        Fail(function);
    }

    /// <summary>A call's caller left.</summary>
    public void Abandoned(int function)
    {
        Failures = Failures with { Abandoned = Failures.Abandoned + 1 };
        Fail(function);
    }

    /// <summary>A granted call failed.</summary>
    public void Failed(int function, CellRunEnd end)
    {
        var failures = Failures;
        Failures = end switch
        {
            CellRunEnd.OutOfMemory => failures with { OutOfMemory = failures.OutOfMemory + 1 },
            CellRunEnd.TimedOut => failures with { TimedOut = failures.TimedOut + 1 },
            CellRunEnd.ContainerGone => failures with { ContainerGone = failures.ContainerGone + 1 },
            CellRunEnd.NotRun => failures with { NotRun = failures.NotRun + 1 },
            CellRunEnd.Completed => throw new ArgumentOutOfRangeException(nameof(end), end, "that is no failure"),
            _ => throw new ArgumentOutOfRangeException(nameof(end), end, "no such end"),
        };
        Fail(function);
    }

    /// <summary>The functions' results, in the order of the workload.</summary>
    public IReadOnlyList<CellFunctionResult> ToResults() =>
    [
        .. _workload.Functions.Select((function, i) => new CellFunctionResult(
            function.Key.Value,
            _calls[i],
            _failed[i],
            _cold[i],
            (double)_responseTicks[i] / TimeSpan.TicksPerSecond)),
    ];

    private void Fail(int function)
    {
        _calls[function]++;
        _failed[function]++;
        _responseTicks[function] += FailedCall.Ticks;
    }
}
