using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Xunit.Abstractions;

namespace OrleansScaler.EndToEnd.Tests.Processes;

/// <summary>
/// One program under test. What it writes is kept, and shown with the test that started it. It never outlives the test:
/// it is asked to end, and ended when it does not.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    /// <summary>Ends a test that has failed; far longer than anything takes on a busy machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const int TerminateSignal = 15;
    private static readonly TimeSpan s_stopPatience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly string _name;
    private readonly ITestOutputHelper _log;
    private readonly Lock _lock = new();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private ChildProcess(Process process, string name, ITestOutputHelper log)
    {
        _process = process;
        _name = name;
        _log = log;
        process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(_error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>Starts a .NET assembly.</summary>
    /// <param name="log">Shows what it wrote when the test is over.</param>
    /// <param name="assembly">Path of the assembly.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where it runs; beside these tests by default.</param>
    /// <param name="environment">Added to the environment.</param>
    public static ChildProcess Start(
        ITestOutputHelper log,
        string assembly,
        IEnumerable<string> arguments,
        string? folder = null,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(dotnet, [assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? AppContext.BaseDirectory,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var program = Path.GetFileNameWithoutExtension(assembly);
        return new ChildProcess(Process.Start(start)!, $"{program} {string.Join(' ', arguments)}", log);
    }

    /// <summary>Whether it wrote a text, on either stream, until now.</summary>
    public bool HasWritten(string text)
    {
        lock (_lock)
        {
            return $"{_output}{_error}".Contains(text, StringComparison.Ordinal);
        }
    }

    /// <summary>Memory that it has, in MB.</summary>
    public double ReadMegabytes()
    {
        _process.Refresh();
        return _process.WorkingSet64 / (1024.0 * 1024.0);
    }

    /// <summary>Asks the process to end, as an operator or an orchestrator would.</summary>
    public void Terminate()
    {
        if (!_process.HasExited && SendSignal(_process.Id, TerminateSignal) != 0 && !_process.HasExited)
        {
            throw new InvalidOperationException($"The signal did not reach {_name}.");
        }
    }

    /// <summary>Ends the process at once, as a crash would.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for the end of the process and of what it writes.</summary>
    public async Task<ProcessResult> WaitAsync(TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? Patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{_name} has not ended after {patience ?? Patience}.");
        }

        lock (_lock)
        {
            return new ProcessResult(_process.ExitCode, _output.ToString(), _error.ToString());
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            Terminate();
            await WaitAsync(s_stopPatience);
        }
        catch (TimeoutException)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        finally
        {
            Show();
            _process.Dispose();
        }
    }

    private void Show()
    {
        lock (_lock)
        {
            _log.WriteLine($"--- {_name}: exit code {_process.ExitCode}");
            _log.WriteLine(_output.ToString());
            _log.WriteLine(_error.ToString());
        }
    }

    private void Keep(StringBuilder text, string? line)
    {
        if (line is not null)
        {
            lock (_lock)
            {
                text.AppendLine(line);
            }
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);
}
