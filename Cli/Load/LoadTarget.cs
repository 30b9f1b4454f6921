using System.Diagnostics;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Load;

/// <summary>One server under load, with what was measured of it.</summary>
internal sealed class LoadTarget : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly LoadOptions _options;
    private readonly ScalerConnections _connections;
    private readonly LoadDriver _driver;
    private readonly ServerProcess? _process;

    public LoadTarget(LoadOptions options, HostPort address, int? processId)
    {
        _options = options;
        Address = address;
        _process = processId is { } id ? new ServerProcess(id) : null;
        _connections = new ScalerConnections(address, options.Connections);
        _driver = new LoadDriver(options, _connections);
    }

    public HostPort Address { get; }

    public LoadFigures Figures { get; } = new();

    public LoadFigures WarmupFigures { get; } = new();

    public double? MemoryMegabytes() => _process?.MemoryMegabytes();

    public Task OpenAsync(CancellationToken cancellationToken) => _connections.OpenAsync(Patience, cancellationToken);

    /// <summary>Runs without measuring, in the closed loop whatever the measured one is.</summary>
    public Task WarmUpAsync(Warmup warmup, CancellationToken cancellationToken) =>
        _driver.RunAsync(new LoadLimit(warmup.Time, warmup.Pairs), WarmupFigures, rate: null, cancellationToken);

    /// <summary>Adds one round to the figures.</summary>
    public Task MeasureAsync(TimeSpan time, CancellationToken cancellationToken) =>
        MeasureAsync(Figures, _options.Rate, time, cancellationToken);

    /// <summary>Adds one round to figures.</summary>
    /// <param name="figures">Get what is measured.</param>
    /// <param name="rate">Pairs a second; null runs the closed loop.</param>
    /// <param name="time">How long.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    public async Task MeasureAsync(
        LoadFigures figures, double? rate, TimeSpan time, CancellationToken cancellationToken)
    {
        var cpu = _process?.Cpu();
        var start = Stopwatch.GetTimestamp();
        try
        {
            await _driver.RunAsync(new LoadLimit(time), figures, rate, cancellationToken);
        }
        finally
        {
            figures.Elapsed += Stopwatch.GetElapsedTime(start);
            if (_process is not null)
            {
                figures.ServerCpu = (figures.ServerCpu ?? TimeSpan.Zero) + (_process.Cpu() - cpu!.Value);
            }
        }
    }

    public void Dispose() => _connections.Dispose();
}
