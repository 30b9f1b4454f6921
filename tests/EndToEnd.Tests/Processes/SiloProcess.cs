using System.Net;
using OrleansScaler.Simulation.Hosting;
using Xunit.Abstractions;

namespace OrleansScaler.EndToEnd.Tests.Processes;

/// <summary>The server on free ports, ready for calls.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    private readonly ChildProcess _process;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };

    private SiloProcess(ChildProcess process, HostPort scaler, HostPort scheduler, HostPort http)
    {
        _process = process;
        Scaler = scaler;
        Scheduler = scheduler;
        Http = http;
    }

    /// <summary>Where it takes calls of the 2023 protocol.</summary>
    public HostPort Scaler { get; }

    /// <summary>Where it takes calls of the 2020 protocol.</summary>
    public HostPort Scheduler { get; }

    /// <summary>Where it tells of its nodes.</summary>
    public required HostPort Admin { get; init; }

    /// <summary>Where it tells its health.</summary>
    public HostPort Http { get; }

    public ChildProcess Process => _process;

    /// <summary>
    /// Starts the server and waits until it says that it is ready. It keeps nothing on disk unless told to: tests share
    /// their folder.
    /// </summary>
    /// <param name="log">Shows what it wrote.</param>
    /// <param name="platform">The platform that it is to use; null takes the embedded one.</param>
    /// <param name="options">Further options.</param>
    public static Task<SiloProcess> StartAsync(ITestOutputHelper log, HostPort? platform, params string[] options) =>
        StartAsync(log, platform, environment: null, options);

    /// <summary>The same in an environment of its own.</summary>
    public static async Task<SiloProcess> StartAsync(
        ITestOutputHelper log,
        HostPort? platform,
        IReadOnlyDictionary<string, string>? environment,
        string[] options)
    {
        var (scaler, scheduler, http) = (FreePorts.Take(), FreePorts.Take(), FreePorts.Take());
        var admin = FreePorts.Take();
        string[] ports =
        [
            $"--Gateway:ScalerAddress={scaler}",
            $"--Gateway:SchedulerAddress={scheduler}",
            $"--Gateway:AdminAddress={admin}",
            $"--Gateway:HttpAddress={http}",
        ];
        string[] outside = platform is null
            ? []
            : ["--Platform:Kind=grpc", $"--Platform:Endpoint=http://{platform}", "--Ledger:Store=none"];
        string[] arguments = [.. ports, .. outside, .. options];
        var silo = new SiloProcess(
            ChildProcess.Start(log, Builds.Silo, arguments, environment: environment), scaler, scheduler, http)
        {
            Admin = admin,
        };
        await silo.WaitUntilReadyAsync();
        return silo;
    }

    /// <summary>What the health address says; null when nothing listens there.</summary>
    public async Task<HttpStatusCode?> AskAsync(string path)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(Http.Uri, path));
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>What the server takes for the time of day; null when nothing answers.</summary>
    public async Task<DateTimeOffset?> AskTimeAsync()
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(Http.Uri, "/healthz"));
            return response.Headers.Date;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Asks the server to end, and waits until it has.</summary>
    public Task<ProcessResult> StopAsync(TimeSpan? patience = null)
    {
        _process.Terminate();
        return _process.WaitAsync(patience);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }

    private async Task WaitUntilReadyAsync()
    {
        using var limit = new CancellationTokenSource(ChildProcess.Patience);
        try
        {
            while (await AskAsync("/readyz") != HttpStatusCode.OK)
            {
                Assert.False(_process.HasEnded, "The server ended before it was ready.");
                await Task.Delay(s_pause, limit.Token);
            }
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }
}
