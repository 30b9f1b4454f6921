using System.Diagnostics;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Processes;

/// <summary>
/// A .NET assembly as a child of this process. Its standard input stays open as long as this process lives, so that a
/// child which ends with its input never stays behind.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    /// <summary>
    /// What a shell ignores stays ignored in the program that it becomes: the signal of a file that got too long.
    /// </summary>
    private const string IgnoreFileLimit = "trap '' XFSZ; exec \"$0\" \"$@\"";

    /// <summary>A setting of the .NET runtime.</summary>
    private const string ProfileGuided = "DOTNET_TieredPGO";

    private static readonly TimeSpan s_stopPatience = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly ChildSettings _settings;
    private readonly OutputTail _tail = new();
    private readonly StreamWriter? _log;
    private readonly TaskCompletionSource<string?> _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(Process process, ChildSettings settings)
    {
        _process = process;
        _settings = settings;
        _log = settings.Log is { } path ? new StreamWriter(path, append: true) { AutoFlush = true } : null;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>Once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Its last lines.</summary>
    public string LastWords => _tail.ToString();

    /// <summary>Starts one.</summary>
    /// <exception cref="StartException">The system refuses.</exception>
    public static ChildProcess Start(ChildSettings settings)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string[] command = [dotnet, settings.Assembly, .. settings.Arguments];
        string[] whole = settings.OutlivesFileLimit ? ["/bin/sh", "-c", IgnoreFileLimit, .. command] : command;
        var start = new ProcessStartInfo(whole[0], whole[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(settings.Assembly)),
        };
        foreach (var (name, value) in settings.Environment)
        {
            start.Environment[name] = value;
        }

        if (settings.IsBystander)
        {
            start.Environment[ProfileGuided] = "0";
        }

        var process = Process.Start(start) ?? throw new StartException($"{settings.Assembly} did not start");
        return new ChildProcess(process, settings);
    }

    /// <summary>The first line of its standard output; null when it ended without one.</summary>
    public Task<string?> FirstLineAsync(CancellationToken cancellationToken) =>
        _firstLine.Task.WaitAsync(cancellationToken);

    /// <summary>Writes a line to its standard input; nothing when it has ended.</summary>
    public async Task TellAsync(string line)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(line);
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException) when (_process.HasExited)
        {
            // Nobody is left to be told.
        }
    }

    /// <summary>Sends it a signal; nothing when it has ended.</summary>
    public void Signal(ProcessSignal signal)
    {
        if (!_process.HasExited)
        {
            ProcessControl.Signal(_process.Id, signal);
        }
    }

    /// <summary>Waits until it has ended.</summary>
    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Ends it at once and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, and ends it when it does not in time.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Terminate();
            using var patience = new CancellationTokenSource(s_stopPatience);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                await KillAsync();
            }
        }

        _process.Dispose();
        if (_log is not null)
        {
            await _log.DisposeAsync();
        }
    }

    /// <summary>
    /// SIGTERM lets a process flush and say goodbye; the library can only kill. One that stands still hears nothing.
    /// </summary>
    private void Terminate()
    {
        _process.StandardInput.Close();
        ProcessControl.Signal(_process.Id, ProcessSignal.Continue);
        if (!ProcessControl.Signal(_process.Id, ProcessSignal.Terminate))
        {
            _process.Kill();
        }
    }

    private void Hear(string? line)
    {
        _firstLine.TrySetResult(line);
        if (line is not null)
        {
            _settings.Heard?.Invoke(line);
            Keep(line);
        }
    }

    private void Keep(string? line)
    {
        _tail.Add(line);
        if (line is not null && _log is { } log)
        {
            lock (log)
            {
                log.WriteLine(line);
            }
        }
    }
}
