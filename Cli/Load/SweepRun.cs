using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Load;

/// <summary>
/// Raises the rate of pairs step by step until the server does not keep up. Latency counts from the time that a pair
/// was due, so that a server which holds up its callers cannot hide it.
/// </summary>
internal sealed class SweepRun
{
    private readonly LoadOptions _options;
    private readonly SweepOptions _sweep;
    private readonly Warmup _warmup;
    private readonly Action<string> _say;
    private readonly List<SweepStep> _steps = [];

    public SweepRun(LoadOptions options, SweepOptions sweep, Warmup warmup, Action<string> say)
    {
        _options = options;
        _sweep = sweep;
        _warmup = warmup;
        _say = say;
    }

    /// <summary>Runs until a rate is not kept, or until broken off; the report tells what is known.</summary>
    public async Task<SweepReport> RunAsync(HostPort scaler, int? processId, CancellationToken cancellationToken)
    {
        using var target = new LoadTarget(_options, scaler, processId);
        try
        {
            await target.OpenAsync(cancellationToken);
            await target.WarmUpAsync(_warmup, cancellationToken);
            _say($"{scaler}: warmed up with {target.WarmupFigures.Pairs} pairs.");
            await MeasureAsync(target, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _say("Broken off; what follows is what is known so far.");
        }

        return new SweepReport
        {
            Scaler = scaler.ToString(),
            Cold = _options.Cold,
            Functions = _options.Functions,
            Connections = _options.Connections,
            PlatformMs = _sweep.PlatformTime.TotalMilliseconds,
            StepSeconds = _sweep.StepTime.TotalSeconds,
            BoundMs = _sweep.Bound.TotalMilliseconds,
            WarmupPairs = target.WarmupFigures.Pairs,
            KeptRate = _steps.Where(step => step.Broken is null).Select(step => step.Rate).DefaultIfEmpty().Max(),
            Steps = _steps,
        };
    }

    private async Task MeasureAsync(LoadTarget target, CancellationToken cancellationToken)
    {
        foreach (var rate in _sweep.Rates)
        {
            var figures = new LoadFigures(_sweep.PlatformTime);
            await target.MeasureAsync(figures, rate, _sweep.StepTime, cancellationToken);
            var step = SweepStep.Of(rate, _sweep, figures, target.MemoryMegabytes());
            _steps.Add(step);
            _say(FormattableString.Invariant($"{rate}/s: {step.Broken ?? "kept"}."));
            if (step.Broken is not null)
            {
                return;
            }
        }
    }
}
