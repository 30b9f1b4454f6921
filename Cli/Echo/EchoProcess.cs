using System.Diagnostics;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Echo;

/// <summary>
/// The echo as a process of its own, so that its CPU time can be told from ours. It ends when its standard input does,
/// which is when this process ends, however it ends.
/// </summary>
internal sealed class EchoProcess : IDisposable
{
    private readonly Process _process;

    private EchoProcess(Process process, HostPort address)
    {
        _process = process;
        Address = address;
    }

    public HostPort Address { get; }

    public int Id => _process.Id;

    /// <summary>Starts the echo on a free port.</summary>
    /// <exception cref="StartException">It did not come up.</exception>
    public static async Task<EchoProcess> StartAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(typeof(EchoProcess).Assembly.Location);
        start.ArgumentList.Add("echo");
        start.ArgumentList.Add("--listen");
        start.ArgumentList.Add("127.0.0.1:0");
        start.ArgumentList.Add("--until-input-ends");
        var process = Process.Start(start) ?? throw new StartException("the echo did not start");
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken);
        var text = line?.Split(' ')[^1] ?? "";
        if (HostPort.TryParse(text, out var address))
        {
            return new EchoProcess(process, address);
        }

        process.Kill();
        process.Dispose();
        throw new StartException($"the echo did not say where it listens, but '{line}'");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
