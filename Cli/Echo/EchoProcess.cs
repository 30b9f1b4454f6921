using OrleansScaler.Cli.Processes;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Echo;

/// <summary>
/// The echo as a process of its own, so that its CPU time can be told from ours. It ends when its standard input does,
/// which is when this process ends, however it ends.
/// </summary>
internal sealed class EchoProcess : IAsyncDisposable
{
    private readonly ChildProcess _child;

    private EchoProcess(ChildProcess child, HostPort address)
    {
        _child = child;
        Address = address;
    }

    public HostPort Address { get; }

    public int Id => _child.Id;

    /// <summary>Starts the echo on a free port.</summary>
    /// <exception cref="StartException">It did not come up.</exception>
    public static async Task<EchoProcess> StartAsync(CancellationToken cancellationToken)
    {
        var child = ChildProcess.Start(new ChildSettings
        {
            Assembly = typeof(EchoProcess).Assembly.Location,
            Arguments = ["echo", "--listen", "127.0.0.1:0", "--until-input-ends"],
        });
        var line = await child.FirstLineAsync(cancellationToken);
        var text = line?.Split(' ')[^1] ?? "";
        if (HostPort.TryParse(text, out var address))
        {
            return new EchoProcess(child, address);
        }

        await child.DisposeAsync();
        throw new StartException($"the echo did not say where it listens, but '{line}'");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_child.HasEnded)
        {
            await _child.KillAsync();
        }

        await _child.DisposeAsync();
    }
}
