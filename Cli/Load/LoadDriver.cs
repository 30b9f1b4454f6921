using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using OrleansScaler.Protos.Simulator2023;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Simulation.Replay;
using Status = OrleansScaler.Protos.Simulator2023.Status;

namespace OrleansScaler.Cli.Load;

/// <summary>Sends Assign and Idle in pairs to one target.</summary>
internal sealed class LoadDriver
{
    /// <summary>
    /// Pairs under way in the open loop; above it the target is hopelessly behind and memory would grow.
    /// </summary>
    private const int MaximumPairsInFlight = 100_000;

    private const int GoodStatus = 200;

    private readonly LoadOptions _options;
    private readonly ScalerConnections _connections;
    private readonly Meta[] _metas;
    private readonly string _run = Guid.NewGuid().ToString("N")[..8];
    private readonly Result _result;
    private long _number;

    public LoadDriver(LoadOptions options, ScalerConnections connections)
    {
        _options = options;
        _connections = connections;
        _metas = [.. Enumerable.Range(0, options.Functions).Select(MetaOf)];
        _result = new Result
        {
            StatusCode = GoodStatus,
            DurationInMs = (ulong)options.Execution.TotalMilliseconds,
        };
        if (options.Cold)
        {
            _result.NeedDestroy = true;
        }
    }

    /// <summary>Loads the target until the limit, then waits for the pairs under way.</summary>
    public async Task RunAsync(LoadLimit limit, LoadFigures figures, double? rate, CancellationToken cancellationToken)
    {
        using var breakOff = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = rate is { } pairsPerSecond
            ? Task.Factory.StartNew(
                () => RunOpen(limit, figures, pairsPerSecond, breakOff.Token),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default).Unwrap()
            : Task.WhenAll(Enumerable.Range(0, _options.Concurrency)
                .Select(worker => Task.Run(() => RunWorkerAsync(worker, limit, figures, breakOff.Token), default)));
        await limit.WaitAsync(work, cancellationToken);

        // What is unanswered so long after the end will never be; the calls then fail and say so.
        breakOff.CancelAfter(_options.Grace);
        await work;
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>
    /// One caller of the closed loop. Callers share no function while there are enough, so that once warm every call
    /// finds an idle instance.
    /// </summary>
    private async Task RunWorkerAsync(
        int worker, LoadLimit limit, LoadFigures figures, CancellationToken cancellationToken)
    {
        var function = worker % _metas.Length;
        while (!cancellationToken.IsCancellationRequested && limit.TryTake())
        {
            await PairAsync(function, worker, Stopwatch.GetTimestamp(), figures, cancellationToken);
            function += _options.Concurrency;
            function = function < _metas.Length ? function : worker % _metas.Length;
        }
    }

    /// <summary>
    /// Pairs leave at their time whether or not earlier ones have ended, and their latency counts from that time: a
    /// target that stalls cannot hide it by holding up its caller.
    /// </summary>
    private Task RunOpen(
        LoadLimit limit, LoadFigures figures, double pairsPerSecond, CancellationToken cancellationToken)
    {
        var inFlight = new CallsInFlight();
        var start = Stopwatch.GetTimestamp();
        for (var n = 0L; !cancellationToken.IsCancellationRequested; n++)
        {
            var due = start + (long)(n / pairsPerSecond * Stopwatch.Frequency);
            Pacer.WaitUntil(due, limit);
            if (!limit.TryTake())
            {
                break;
            }

            if (inFlight.Count >= MaximumPairsInFlight)
            {
                figures.AddFailure("not sent: too many pairs under way", $"{inFlight.Count} under way");
                continue;
            }

            var number = n;
            inFlight.Run(
                () => PairAsync((int)(number % _metas.Length), number, due, figures, cancellationToken),
                cancellationToken);
        }

        return inFlight.WaitForNoneAsync(CancellationToken.None);
    }

    private async Task PairAsync(
        int function, long caller, long due, LoadFigures figures, CancellationToken cancellationToken)
    {
        var client = _connections[caller];
        var phase = "assign";
        figures.AddLateness(Stopwatch.GetElapsedTime(due));
        try
        {
            var reply = await client.AssignAsync(RequestFor(function), cancellationToken: cancellationToken);
            var assign = Stopwatch.GetElapsedTime(due);
            if (reply.Status != Status.Ok || reply.Assigment is null)
            {
                figures.AddFailure($"assign: reply {reply.Status}", reply.ErrorMessage);
                return;
            }

            if (_options.Execution > TimeSpan.Zero)
            {
                await Task.Delay(_options.Execution, cancellationToken);
            }

            phase = "idle";
            var idleAt = Stopwatch.GetTimestamp();
            var request = new IdleRequest { Assigment = reply.Assigment, Result = _result };
            var idle = await client.IdleAsync(request, cancellationToken: cancellationToken);
            if (idle.Status != Status.Ok)
            {
                figures.AddFailure($"idle: reply {idle.Status}", idle.ErrorMessage);
                return;
            }

            figures.Add(assign, Stopwatch.GetElapsedTime(idleAt));
        }
        catch (RpcException exception)
        {
            figures.AddFailure($"{phase}: gRPC {exception.StatusCode}", exception.Status.Detail);
        }
        catch (OperationCanceledException)
        {
            figures.AddFailure($"{phase}: no answer", "given up after the end");
        }
    }

    private AssignRequest RequestFor(int function) => new()
    {
        RequestId = string.Create(CultureInfo.InvariantCulture, $"{_run}-{Interlocked.Increment(ref _number)}"),
        Timestamp = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
        MetaData = _metas[function],
    };

    private Meta MetaOf(int function) => new()
    {
        Key = string.Create(CultureInfo.InvariantCulture, $"load-{function:00000}"),
        Runtime = "load",
        MemoryInMb = (ulong)_options.MemoryMegabytes,
        TimeoutInSecs = 60,
    };
}
