using System.Net;
using OrleansScaler.EndToEnd.Tests.Processes;
using OrleansScaler.Simulation.Hosting;
using Xunit.Abstractions;

namespace OrleansScaler.Cluster.Tests.Clusters;

/// <summary>One server of a cluster, silo or gateway. It comes back at the same addresses.</summary>
internal sealed class ClusterMember : IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(2) };
    private readonly HostPort _httpAddress = FreePorts.Take();
    private readonly ITestOutputHelper _log;
    private readonly string[] _arguments;
    private ChildProcess? _process;
    private bool _isFrozen;

    public ClusterMember(string name, ITestOutputHelper log, string[] options)
    {
        Name = name;
        _log = log;
        _arguments =
        [
            $"--Gateway:ScalerAddress={Scaler}",
            $"--Gateway:SchedulerAddress={FreePorts.Take()}",
            $"--Gateway:AdminAddress={FreePorts.Take()}",
            $"--Gateway:HttpAddress={_httpAddress}",
            $"--Cluster:SiloPort={FreePorts.Take().Port}",
            $"--Cluster:GatewayPort={FreePorts.Take().Port}",
            $"--Cluster:SiloName={name}",
            .. options,
        ];
    }

    public string Name { get; }

    /// <summary>Where it takes calls of the 2023 protocol.</summary>
    public HostPort Scaler { get; } = FreePorts.Take();

    public void Start() => _process = ChildProcess.Start(_log, Builds.Silo, _arguments);

    public async Task WaitUntilReadyAsync()
    {
        using var limit = new CancellationTokenSource(ChildProcess.Patience);
        while (await AskAsync("/readyz") != HttpStatusCode.OK)
        {
            Assert.False(_process!.HasEnded, $"{Name} ended before it was ready.");
            await Task.Delay(s_pause, limit.Token);
        }
    }

    public async Task StartReadyAsync()
    {
        Start();
        await WaitUntilReadyAsync();
    }

    /// <summary>What the health address says; null when nothing answers there.</summary>
    public async Task<HttpStatusCode?> AskAsync(string path)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(_httpAddress.Uri, path));
            return response.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        Signals.Send(_process!.Id, Signals.Kill);
        await _process.WaitAsync();
    }

    /// <summary>Asks it to end, as an orchestrator does, and waits until it has.</summary>
    public async Task<ProcessResult> StopAsync()
    {
        _process!.Terminate();
        return await _process.WaitAsync();
    }

    public void Freeze()
    {
        Signals.Send(_process!.Id, Signals.Stop);
        _isFrozen = true;
    }

    public void Thaw()
    {
        Signals.Send(_process!.Id, Signals.Continue);
        _isFrozen = false;
    }

    public bool HasEnded => _process!.HasEnded;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_isFrozen)
        {
            Thaw();
        }

        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }
}
