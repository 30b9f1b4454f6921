using System.Globalization;
using System.Net;
using System.Net.Sockets;
using OrleansScaler.EndToEnd.Tests.Files;
using OrleansScaler.EndToEnd.Tests.Processes;
using OrleansScaler.Simulation.Hosting;
using Xunit.Abstractions;

namespace OrleansScaler.EndToEnd.Tests.Input;

public sealed class ServeInputTests(ITestOutputHelper log)
{
    [Fact]
    public async Task Serve_Help_ListsTheOptions()
    {
        var result = await RunAsync(["--help"]);

        result.AssertGood();
        Assert.All(
            [
                "Gateway:ScalerAddress", "Platform:Endpoint", "Policies:KeepAlive", "Pools:MaximumWaiters",
                "Pools:WaitersPerSlot",
            ],
            option => Assert.Contains(option, result.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Serve_PortTakenAndOptionOutOfRange_NamesBothInOneMessage()
    {
        using var listener = Listen(out var taken);

        var result = await RunAsync([.. Ports(taken, FreePorts.Take()), "--Pools:MaximumSlots=0"]);

        result.AssertRefused(
            $"Gateway:ScalerAddress is '{taken}'", "taken", "Pools:MaximumSlots is 0; it must be from 1 to 100000.");
    }

    [Fact]
    public async Task Serve_BothPortsTaken_NamesBoth()
    {
        using var first = Listen(out var scaler);
        using var second = Listen(out var http);

        var result = await RunAsync(Ports(scaler, http));

        result.AssertRefused($"Gateway:ScalerAddress is '{scaler}'", $"Gateway:HttpAddress is '{http}'");
    }

    [Theory]
    [InlineData("--Pool:MaximumSlots=5", "'--Pool:MaximumSlots=5' is no option")]
    [InlineData("--Pools:MaximumSlot=5", "Pools:MaximumSlot is no option")]
    [InlineData("--verbose", "'--verbose' is no option")]
    [InlineData("--Policies:KeepAlive=15", "Policies:KeepAlive is '15'; it must be a duration")]
    [InlineData("--Policies:KeepAlive=soon", "Policies:KeepAlive is 'soon'; it must be a duration")]
    [InlineData("--Policies:KeepAlive=8d", "Policies:KeepAlive is 8d; it must be from 0s to 7d.")]
    [InlineData("--Pools:WaitersPerSlot=-1", "Pools:WaitersPerSlot is -1; it must be from 0 to 1000.")]
    [InlineData("--Pools:WaitersPerSlot=many", "Pools:WaitersPerSlot is 'many'; it must be a number")]
    [InlineData("--Policies:Name=magic", "'magic'")]
    [InlineData("--Policies:Rules:0:Polcy=direct", "Policies:Rules:0:Polcy is no option; Policies:Rules:0 has Key")]
    [InlineData("--Policies:Rules:0:MinimumMegabytes=big", "Policies:Rules:0:MinimumMegabytes is 'big'; it must be a")]
    [InlineData("--Policies:Peaks:0:RequestsPerMinute=-1", "is -1; it must be from 0 to 1000000.")]
    [InlineData("--Policies:Peaks:0:Function=", "Policies:Peaks:0:Function is ''; it must be given.")]
    [InlineData("--Policies:Peaks=f", "Policies:Peaks is 'f'; it must be a list")]
    [InlineData("--Platform:Kind=tcp", "Platform:Kind is 'tcp'; it must be one of simulated, grpc, nodes.")]
    [InlineData("--Gateway:HttpAddress=here", "Gateway:HttpAddress is 'here'")]
    [InlineData("--Cluster:Kind=etcd", "Cluster:Kind is 'etcd'; it must be one of none, postgres, redis.")]
    [InlineData("--Cluster:Kind=redis", "Cluster:ConnectionString is empty; Cluster:Kind=redis needs one.")]
    [InlineData("--Cluster:Role=gateway", "a gateway needs a cluster to call")]
    [InlineData("--Cluster:ProbeEvery=5m", "Cluster:ProbeEvery is 5m; it must be from 100ms to 1m.")]
    [InlineData("--Drain:Notice=1m", "Drain:Notice is 1m; it must be less than Drain:Timeout, 25s.")]
    [InlineData("--Telemetry:OtlpProtocol=udp", "Telemetry:OtlpProtocol is 'udp'; it must be one of grpc, http.")]
    public async Task Serve_WrongOption_IsRefusedByName(string option, string message)
    {
        var result = await RunAsync([.. Ports(FreePorts.Take(), FreePorts.Take()), option]);

        result.AssertRefused(option.TrimStart('-').Split('=')[0], message);
    }

    [Theory]
    [InlineData("--Cluster:AdvertisedAddress=0.0.0.0", "nobody can be reached there")]
    [InlineData("--Cluster:AdvertisedAddress=no.such.host.invalid", "must be an IP address, or a name that has one")]
    [InlineData("--Cluster:GatewayPort=11111", "Cluster:SiloPort and Cluster:GatewayPort are both 11111")]
    [InlineData("--Cluster:ConnectionString=Server;secret", "cannot be read; it must be written Host=")]
    [InlineData("--Cluster:ConnectionString=Password=secret", "names no host")]
    [InlineData("--Ledger:Store=file", "Ledger:Store is file, which only one server can read")]
    public async Task Serve_ClusterSettingsThatDoNotFit_AreRefusedWithoutTheirPassword(string option, string message)
    {
        string[] cluster = ["--Cluster:Kind=postgres", "--Cluster:ConnectionString=Host=127.0.0.1;Password=secret"];
        var result = await RunAsync([.. Ports(FreePorts.Take(), FreePorts.Take()), .. cluster, option]);

        result.AssertRefused(message);
        Assert.DoesNotContain("secret", result.Error, StringComparison.Ordinal);
    }

    /// <summary>Nothing listens there; and not every build has what it takes to look.</summary>
    [Fact]
    public async Task Serve_ClusterThatCannotBeJoined_SaysSoInOneSentence()
    {
        string[] cluster = ["--Cluster:Kind=postgres", "--Cluster:ConnectionString=Host=127.0.0.1;Port=1;Username=u"];
        var result = await RunAsync([.. Ports(FreePorts.Take(), FreePorts.Take()), .. cluster]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("The server cannot start:", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Policies:Rules:first:Key=a", "Policies:Rules:first is no entry; entries are counted")]
    [InlineData("--Policies:Rules:1:Key=a", "Policies:Rules:1 leaves a gap; the 1 given are counted from Policies")]
    public async Task Serve_RulesCountedWrongly_AreRefused(string option, string message)
    {
        var result = await RunAsync([.. Ports(FreePorts.Take(), FreePorts.Take()), option]);

        result.AssertRefused(message);
    }

    [Fact]
    public async Task Serve_SeveralRulesWrong_NamesEachWithItsNumberAndTheNearestName()
    {
        var result = await RunAsync(
        [
            .. Ports(FreePorts.Take(), FreePorts.Take()),
            "--Policies:Rules:0:Prefix=batch-", "--Policies:Rules:0:Policy=brake-even", "--Policies:Rules:1:Runtime=go",
        ]);

        result.AssertRefused(
            "Policies:Rules:0:Policy: 'brake-even' is no policy; it must be one of break-even,",
            "Policies:Rules:1:Policy: the name is missing");
    }

    [Theory]
    [InlineData("{ \"Pools\": {\n  \"MaximumSlots\": }\n}", "scaler.json", "LineNumber: 1")]
    [InlineData("{ \"Pools\": { \"MaximumSlots\": \"many\" } }", "Pools:MaximumSlots is 'many'", "a whole number")]
    [InlineData("{ \"Pools\": { \"MaximumSlot\": 5 } }", "Pools:MaximumSlot is no option", "MaximumWaiters")]
    [InlineData("{ \"Pool\": { \"MaximumSlots\": 5 } }", "scaler.json", "'Pool' is no section")]
    public async Task Serve_WrongFile_IsRefused(string text, string first, string second)
    {
        using var folder = new TestFolder();
        folder.Write("scaler.json", text);

        var result = await RunAsync(Ports(FreePorts.Take(), FreePorts.Take()), folder.Path);

        result.AssertRefused(first, second);
    }

    [Fact]
    public async Task Serve_FileEnvironmentAndArgument_TheLaterOneWins()
    {
        using var folder = new TestFolder();
        folder.Write(
            "scaler.json", """{ "Pools": { "MaximumSlots": -1, "MaximumWaiters": -1, "InitialSlots": -1 } }""");
        var environment = new Dictionary<string, string>
        {
            ["Pools__MaximumWaiters"] = "-2",
            ["Pools__InitialSlots"] = "-2",
        };

        string[] arguments = [.. Ports(FreePorts.Take(), FreePorts.Take()), "--Pools:InitialSlots=-3"];
        var result = await RunAsync(arguments, folder.Path, environment);

        result.AssertRefused("Pools:MaximumSlots is -1", "Pools:MaximumWaiters is -2", "Pools:InitialSlots is -3");
    }

    [Theory]
    [InlineData("70000", "SERVICE_PORT is '70000'; it must be a port from 1 to 65535.")]
    [InlineData("http", "SERVICE_PORT is 'http'; it must be a port from 1 to 65535.")]
    public async Task Serve_ServicePortThatIsNone_IsRefused(string port, string message)
    {
        var environment = new Dictionary<string, string> { ["SERVICE_PORT"] = port };

        var result = await RunAsync(Ports(FreePorts.Take(), FreePorts.Take()), environment: environment);

        result.AssertRefused(message);
    }

    [Fact]
    public async Task Serve_ManagerEndpointThatIsNone_IsRefused()
    {
        var environment = new Dictionary<string, string> { ["RESOURCE_MANAGER_ENDPOINT"] = "manager" };

        var result = await RunAsync(Ports(FreePorts.Take(), FreePorts.Take()), environment: environment);

        result.AssertRefused("RESOURCE_MANAGER_ENDPOINT is 'manager'; it must be host:port.");
    }

    [Fact]
    public async Task Serve_ManagerEndpoint_HasTheLastWord()
    {
        var environment = new Dictionary<string, string> { ["RESOURCE_MANAGER_ENDPOINT"] = "127.0.0.1:10400" };

        string[] arguments = [.. Ports(FreePorts.Take(), FreePorts.Take()), "--Nodes:Simulated:Lent=1"];
        var result = await RunAsync(arguments, environment: environment);

        // Which is not so without it.
        result.AssertRefused("must be 0 where Nodes:ResourceManager");
    }

    [Fact]
    public async Task Serve_ServicePort_HasTheLastWordOnTheSchedulersPort()
    {
        using var listener = Listen(out var taken);
        var port = taken.Port.ToString(CultureInfo.InvariantCulture);
        var environment = new Dictionary<string, string> { ["SERVICE_PORT"] = port };

        var result = await RunAsync(Ports(FreePorts.Take(), FreePorts.Take()), environment: environment);

        result.AssertRefused($"Gateway:SchedulerAddress is '{taken}'", "taken");
    }

    [Fact]
    public async Task Probe_NobodyListens_Fails()
    {
        var result = await RunAsync([$"--probe=http://{FreePorts.Take()}/readyz"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("does not answer", result.Error, StringComparison.Ordinal);
    }

    private static string[] Ports(HostPort scaler, HostPort http) =>
    [
        $"--Gateway:ScalerAddress={scaler}",
        $"--Gateway:SchedulerAddress={FreePorts.Take()}",
        $"--Gateway:AdminAddress={FreePorts.Take()}",
        $"--Gateway:HttpAddress={http}",
    ];

    private static TcpListener Listen(out HostPort address)
    {
        address = FreePorts.Take();
        var listener = new TcpListener(IPAddress.Loopback, address.Port);
        listener.Start();
        return listener;
    }

    private async Task<ProcessResult> RunAsync(
        string[] arguments, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        await using var process = ChildProcess.Start(log, Builds.Silo, arguments, folder, environment);
        return await process.WaitAsync();
    }
}
