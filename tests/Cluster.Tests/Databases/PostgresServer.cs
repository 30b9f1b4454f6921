using System.Diagnostics;
using System.Globalization;
using OrleansScaler.Cluster.Tests.Clusters;
using OrleansScaler.EndToEnd.Tests.Processes;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Cluster.Tests.Databases;

/// <summary>A real PostgreSQL of one test: its own data folder, on a free loopback port, with our tables.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "scaler";

    /// <summary>PostgreSQL refuses to run as root; this one comes with its packages.</summary>
    private const string Unprivileged = "postgres";

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Ends what a test that failed has left.</summary>
    private const int HoldSeconds = 60;

    private readonly DirectoryInfo _folder;
    private readonly HostPort _address = FreePorts.Take();
    private Process? _process;
    private bool _isFrozen;
    private Task _holding = Task.CompletedTask;

    private PostgresServer(DirectoryInfo folder) => _folder = folder;

    public string ConnectionString =>
        $"Host={_address.Host};Port={_address.Port};Username={User};Database=postgres;Timeout=5;Maximum Pool Size=30";

    private string Data => Path.Combine(_folder.FullName, "data");

    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer(Directory.CreateTempSubdirectory("scaler-pg-"));
        try
        {
            if (Environment.IsPrivilegedProcess)
            {
                await RunAsync("chown", [Unprivileged, server._folder.FullName]);
            }

            string[] cluster = ["-D", server.Data, "-U", User, "-A", "trust", "--locale=C", "-E", "UTF8"];
            await RunAsync(AsUser(PostgresPrograms.Find("initdb"), cluster));
            await server.GoUpAsync();
            foreach (var script in Scripts())
            {
                await server.QueryAsync("-f", script);
            }

            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async Task GoUpAsync()
    {
        string[] arguments =
        [
            "-D", Data, "-p", $"{_address.Port}",
            "-c", $"listen_addresses={_address.Host}", "-c", "unix_socket_directories=", "-c", "max_connections=200",
        ];
        _process = Start(AsUser(PostgresPrograms.Find("postgres"), arguments));
        using var limit = new CancellationTokenSource(ChildProcess.Patience);
        while (!await IsUpAsync())
        {
            Assert.False(_process.HasExited, "PostgreSQL ended before it took connections.");
            await Task.Delay(s_pause, limit.Token);
        }
    }

    /// <summary>Ends it as a crash would: connections break, nothing is flushed.</summary>
    public async Task CrashAsync()
    {
        Signals.Send(_process!.Id, Signals.Quit);
        await _process.WaitForExitAsync();
    }

    /// <summary>Lets no ledger be written, and every reader read, until <see cref="LetGoAsync"/>.</summary>
    public async Task HoldLedgerAsync()
    {
        _holding = AskAsync($"BEGIN; LOCK TABLE scaler_state IN EXCLUSIVE MODE; SELECT pg_sleep({HoldSeconds})");
        await Eventually.HoldsAsync(async () => await AskAsync(
            "SELECT count(*) FROM pg_locks WHERE mode = 'ExclusiveLock' AND relation = 'scaler_state'::regclass "
            + "AND granted") == "1");
    }

    /// <summary>A member that waits for the ledger amid a write of it.</summary>
    public async Task<string> FindWriterAsync()
    {
        var writers = await Eventually.ReadsAsync(
            async () => await AskAsync(
                "SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid "
                + "WHERE l.relation = 'scaler_state'::regclass AND NOT l.granted ORDER BY a.application_name"),
            names => names.Length > 0);
        return writers.Split('\n')[0];
    }

    /// <summary>Ledgers are written again.</summary>
    public async Task LetGoAsync()
    {
        await AskAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            + "WHERE query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()");
        await Assert.ThrowsAsync<InvalidOperationException>(() => _holding);
    }

    /// <summary>Stops answering, with every connection open: as a host does that is paused.</summary>
    public void Freeze()
    {
        _isFrozen = true;
        Signals.Send(_process!.Id, Signals.Stop);
        SignalChildren(Signals.Stop);
    }

    public void Thaw()
    {
        _isFrozen = false;
        SignalChildren(Signals.Continue);
        Signals.Send(_process!.Id, Signals.Continue);
    }

    /// <summary>What a statement answers, without decoration.</summary>
    public Task<string> AskAsync(string sql) => QueryAsync("-A", "-t", "-c", sql);

    public async ValueTask DisposeAsync()
    {
        if (_isFrozen)
        {
            Thaw();
        }

        if (_process is { HasExited: false })
        {
            await CrashAsync();
        }

        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>While the first process stands still it makes no new ones, and those that end keep their ids.</summary>
    private void SignalChildren(int signal)
    {
        var id = _process!.Id;
        var children = File.ReadAllText($"/proc/{id}/task/{id}/children");
        foreach (var child in children.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Signals.Send(int.Parse(child, CultureInfo.InvariantCulture), signal);
        }
    }

    private static IEnumerable<string> Scripts() => Directory
        .GetFiles(Path.Combine(AppContext.BaseDirectory, "Schema"), "*.sql")
        .Order(StringComparer.Ordinal);

    private static string[] AsUser(string program, string[] arguments) => Environment.IsPrivilegedProcess
        ? ["setpriv", $"--reuid={Unprivileged}", $"--regid={Unprivileged}", "--clear-groups", program, .. arguments]
        : [program, .. arguments];

    private async Task<bool> IsUpAsync()
    {
        try
        {
            return await AskAsync("SELECT 1") == "1";
        }
        catch (InvalidOperationException)
        {
            return false; // It does not take connections yet.
        }
    }

    private Task<string> QueryAsync(params string[] arguments)
    {
        string[] connection =
        [
            "-q", "-X", "-v", "ON_ERROR_STOP=1",
            "-h", _address.Host, "-p", $"{_address.Port}", "-U", User, "postgres",
        ];
        return RunAsync(PostgresPrograms.Find("psql"), [.. connection, .. arguments]);
    }

    private static Task<string> RunAsync(string program, string[] arguments) => RunAsync([program, .. arguments]);

    private static async Task<string> RunAsync(string[] command)
    {
        using var process = Start(command);
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output.Trim()
            : throw new InvalidOperationException($"{string.Join(' ', command)}: {output}{await error}");
    }

    private static Process Start(string[] command) => Process.Start(
        new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        })!;
}
