using OrleansScaler.Cli.Echo;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Load;

/// <summary>
/// Warms up and measures a scaler, and the bare echo with it when asked: in turns, so that what else the machine does
/// falls on both alike.
/// </summary>
internal sealed class LoadRun
{
    /// <summary>With an echo each gets this many turns.</summary>
    private const int Rounds = 4;

    private readonly LoadOptions _options;
    private readonly Warmup _warmup;
    private readonly TimeSpan _time;
    private readonly Action<string> _say;

    public LoadRun(LoadOptions options, Warmup warmup, TimeSpan time, Action<string> say)
    {
        _options = options;
        _warmup = warmup;
        _time = time;
        _say = say;
    }

    /// <summary>Runs to the end, or until broken off; the report tells what is known.</summary>
    public async Task<LoadReport> RunAsync(
        HostPort scaler, int? processId, EchoProcess? echo, CancellationToken cancellationToken)
    {
        using var target = new LoadTarget(_options, scaler, processId);
        using var bare = echo is null ? null : new LoadTarget(_options, echo.Address, echo.Id);
        LoadTarget[] targets = bare is null ? [target] : [target, bare];
        try
        {
            await MeasureAsync(targets, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _say("Broken off; what follows is what is known so far.");
        }

        return LoadReport.Of(_options, target, bare is null ? null : LoadReport.Of(_options, bare, echo: null));
    }

    private async Task MeasureAsync(LoadTarget[] targets, CancellationToken cancellationToken)
    {
        foreach (var target in targets)
        {
            await target.OpenAsync(cancellationToken);
            await target.WarmUpAsync(_warmup, cancellationToken);
            _say($"{target.Address}: warmed up with {target.WarmupFigures.Pairs} pairs.");
        }

        var rounds = targets.Length > 1 ? Rounds : 1;
        for (var round = 0; round < rounds; round++)
        {
            // A B, B A, A B, ...: a drift of the machine favours neither.
            foreach (var target in round % 2 == 0 ? targets : targets.Reverse())
            {
                await target.MeasureAsync(_time / rounds, cancellationToken);
            }
        }
    }
}
