using System.Globalization;
using System.Text.Json;
using OrleansScaler.Cli.Processes;
using OrleansScaler.Simulation.Chaos;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Chaos;

/// <summary>
/// One process of callers. It tells its accounts a line at a time, and hears what to do the same way.
/// </summary>
internal sealed class ChaosCallers : IAsyncDisposable
{
    /// <summary>Told to it: send no more, end when every request has ended.</summary>
    public const string Stop = "stop";

    /// <summary>Told to it, with a number: so many requests at once, for functions of the run.</summary>
    public const string Burst = "burst";

    /// <summary>Told to it, with a number: so many requests at once, each for a function of its own.</summary>
    public const string NewFunctions = "new";

    private readonly ChildProcess _child;
    private CallerReport _report = new();

    private ChaosCallers(string name, ChildSettings settings)
    {
        Name = name;
        _child = ChildProcess.Start(settings with { Heard = Hear });
    }

    /// <summary>Its name, which none before it had.</summary>
    public string Name { get; }

    /// <summary>What it last told.</summary>
    public CallerReport Report => Volatile.Read(ref _report);

    /// <summary>Starts one and waits until it has sent its first word.</summary>
    /// <exception cref="StartException">It did not come up.</exception>
    public static async Task<ChaosCallers> StartAsync(
        string name, ChaosSettings settings, HostPort scaler, HostPort platform, CancellationToken cancellationToken)
    {
        var rate = settings.Rate / ChaosSettings.CallerProcesses;
        var callers = new ChaosCallers(name, new ChildSettings
        {
            Assembly = typeof(ChaosCallers).Assembly.Location,
            IsBystander = true,
            Arguments =
            [
                "chaos-callers", "--name", name, "--scaler", $"{scaler}", "--platform", $"{platform}",
                "--seed", settings.Seed.ToString(CultureInfo.InvariantCulture),
                "--rate", rate.ToString(CultureInfo.InvariantCulture),
                "--functions", settings.Functions.ToString(CultureInfo.InvariantCulture),
            ],
        });
        if (await callers._child.FirstLineAsync(cancellationToken) is not null)
        {
            return callers;
        }

        var words = callers._child.LastWords;
        await callers.DisposeAsync();
        throw new StartException($"the callers did not start: {words}");
    }

    /// <summary>Tells it something.</summary>
    public Task TellAsync(string command, int number = 0) => _child.TellAsync($"{command} {number}");

    /// <summary>Waits until every request has ended and the process with them.</summary>
    /// <returns>What went wrong with the process; null when nothing did.</returns>
    public async Task<string?> WaitAsync(CancellationToken cancellationToken)
    {
        await _child.WaitForExitAsync(cancellationToken);
        return _child.ExitCode == 0
            ? null
            : $"The callers {Name} ended with code {_child.ExitCode}: {_child.LastWords}";
    }

    /// <summary>SIGKILL.</summary>
    public Task KillAsync() => _child.KillAsync();

    public ValueTask DisposeAsync() => _child.DisposeAsync();

    private void Hear(string line)
    {
        if (line.StartsWith('{'))
        {
            Volatile.Write(ref _report, JsonSerializer.Deserialize<CallerReport>(line)!);
        }
    }
}
