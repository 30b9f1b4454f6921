using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using OrleansScaler.Protos.Simulator2023;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Simulation.Scorecards;
using Status = OrleansScaler.Protos.Simulator2023.Status;

namespace OrleansScaler.Cli.Load;

/// <summary>Many cold requests at one time, each of a function of its own.</summary>
internal sealed class BurstRun
{
    private readonly LoadOptions _options;
    private readonly int _requests;
    private readonly TimeSpan _platformTime;
    private readonly string _run = Guid.NewGuid().ToString("N")[..8];
    private readonly LoadFigures _figures;
    private readonly LatencyHistogram _ofBurst = new();
    private long _lastSent;
    private long _lastGranted;

    public BurstRun(LoadOptions options, int requests, TimeSpan platformTime)
    {
        _options = options;
        _requests = requests;
        _platformTime = platformTime;
        _figures = new LoadFigures(platformTime);
    }

    /// <summary>Warms up, sends the burst, waits for every answer and gives all instances back.</summary>
    public async Task<BurstReport> RunAsync(HostPort scaler, Warmup warmup, CancellationToken cancellationToken)
    {
        using var target = new LoadTarget(_options, scaler, processId: null);
        await target.OpenAsync(cancellationToken);
        await target.WarmUpAsync(warmup, cancellationToken);
        using var connections = new ScalerConnections(scaler, _options.Connections);
        await connections.OpenAsync(_options.Grace, cancellationToken);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_platformTime + _options.Grace);
        var start = Stopwatch.GetTimestamp();
        var calls = Enumerable.Range(0, _requests)
            .Select(n => Task.Run(() => AssignAsync(connections[n], n, start, patience.Token), CancellationToken.None))
            .ToArray();
        var replies = await Task.WhenAll(calls);
        var report = ReportOf(scaler, start);
        await Task.WhenAll(replies.OfType<Assignment>().Select((lent, n) => IdleAsync(connections[n], lent)));
        return report with { Failures = _figures.Failures() };
    }

    private async Task<Assignment?> AssignAsync(
        Scaler.ScalerClient client, int number, long start, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{_run}-{number:00000}");
        var request = new AssignRequest
        {
            RequestId = name,
            Timestamp = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
            MetaData = new Meta
            {
                Key = $"burst-{name}",
                Runtime = "load",
                MemoryInMb = (ulong)_options.MemoryMegabytes,
                TimeoutInSecs = 60,
            },
        };
        var sent = Stopwatch.GetTimestamp();
        SetMaximum(ref _lastSent, sent);
        try
        {
            var reply = await client.AssignAsync(request, cancellationToken: cancellationToken);
            var granted = Stopwatch.GetTimestamp();
            if (reply.Status != Status.Ok || reply.Assigment is null)
            {
                _figures.AddFailure($"assign: reply {reply.Status}", reply.ErrorMessage);
                return null;
            }

            SetMaximum(ref _lastGranted, granted);
            _figures.Add(Stopwatch.GetElapsedTime(sent, granted), TimeSpan.Zero);
            _ofBurst.Add(Stopwatch.GetElapsedTime(start, granted) - _platformTime);
            return reply.Assigment;
        }
        catch (RpcException exception)
        {
            _figures.AddFailure($"assign: gRPC {exception.StatusCode}", exception.Status.Detail);
            return null;
        }
        catch (OperationCanceledException)
        {
            _figures.AddFailure("assign: no answer", "given up");
            return null;
        }
    }

    /// <summary>Gives an instance up. The burst is over: a failure here is told, not held against it.</summary>
    private async Task IdleAsync(Scaler.ScalerClient client, Assignment lent)
    {
        try
        {
            await client.IdleAsync(
                new IdleRequest { Assigment = lent, Result = new Result { StatusCode = 200, NeedDestroy = true } });
        }
        catch (RpcException exception)
        {
            _figures.AddFailure($"idle: gRPC {exception.StatusCode}", exception.Status.Detail);
        }
    }

    private BurstReport ReportOf(HostPort scaler, long start) => new()
    {
        Scaler = scaler.ToString(),
        Requests = _requests,
        Connections = _options.Connections,
        PlatformMs = _platformTime.TotalMilliseconds,
        Granted = _figures.Pairs,
        Failed = _figures.Failed,
        AllGrantedMs = _lastGranted == 0 ? 0 : Stopwatch.GetElapsedTime(start, _lastGranted).TotalMilliseconds,
        AllSentMs = Stopwatch.GetElapsedTime(start, _lastSent).TotalMilliseconds,
        OwnShareMs = _figures.OwnShare.Summary(),
        OwnShareOfBurstMs = _ofBurst.Summary(),
        Failures = _figures.Failures(),
    };

    private static void SetMaximum(ref long maximum, long value)
    {
        var seen = Interlocked.Read(ref maximum);
        while (value > seen && Interlocked.CompareExchange(ref maximum, value, seen) is var other && other != seen)
        {
            seen = other;
        }
    }
}
