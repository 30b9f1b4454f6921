using System.Diagnostics;
using System.Net.Sockets;
using OrleansScaler.EndToEnd.Tests.Processes;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cluster.Tests.Databases;

/// <summary>A real Redis of one test, which writes what it is told to disk: on a free loopback port.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const string Program = "redis-server";

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scaler-redis-");
    private readonly HostPort _address = FreePorts.Take();
    private Process? _process;

    private RedisServer()
    {
    }

    /// <summary>Whether this machine has the program.</summary>
    public static bool IsThere => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, Program)));

    public string ConnectionString => $"{_address.Host}:{_address.Port}";

    public static async Task<RedisServer> StartAsync()
    {
        var server = new RedisServer();
        string[] arguments =
        [
            "--bind", server._address.Host, "--port", $"{server._address.Port}", "--dir", server._folder.FullName,
            "--appendonly", "yes", "--maxmemory-policy", "noeviction",
        ];
        server._process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true })!;
        using var limit = new CancellationTokenSource(ChildProcess.Patience);
        while (!await server.IsUpAsync())
        {
            Assert.False(server._process.HasExited, "Redis ended before it took connections.");
            await Task.Delay(s_pause, limit.Token);
        }

        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<bool> IsUpAsync()
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(_address.Host, _address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false; // It does not take connections yet.
        }
    }
}
