using OrleansScaler.EndToEnd.Tests.Callers;
using OrleansScaler.EndToEnd.Tests.Files;
using OrleansScaler.EndToEnd.Tests.Platforms;
using OrleansScaler.EndToEnd.Tests.Processes;
using OrleansScaler.Simulation.SimulatedPlatforms;
using Xunit.Abstractions;

namespace OrleansScaler.EndToEnd.Tests.Ledger;

/// <summary>A server that keeps its slots in a folder is killed, stopped and started again.</summary>
public sealed class LedgerFileTests(ITestOutputHelper log)
{
    private static readonly TimeSpan s_execution = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);

    /// <summary>The grace that orchestrators leave a process before they kill it.</summary>
    private static readonly TimeSpan s_stop = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Terminate_AndStartAgain_ServesWarm()
    {
        using var folder = new TestFolder();
        await using var platform = await StartPlatformAsync();
        await using (var silo = await StartAsync(platform, folder))
        {
            await ServeAsync(silo, platform, "before");
            (await silo.StopAsync(s_stop)).AssertGood();
        }

        Assert.Equal((1, 1), (platform.Slots.Accounts().Created, platform.Slots.Accounts().Live));
        await using var next = await StartAsync(platform, folder);
        await ServeAsync(next, platform, "after");

        Assert.Equal(1, platform.Slots.Accounts().Created);
        Assert.Equal([], platform.Slots.Violations);
    }

    [Fact]
    public async Task Kill_AndStartAgain_ServesWarm()
    {
        using var folder = new TestFolder();
        await using var platform = await StartPlatformAsync();
        await using (var silo = await StartAsync(platform, folder))
        {
            await ServeAsync(silo, platform, "before");
            silo.Process.Kill();
            await silo.Process.WaitAsync();
        }

        await using var next = await StartAsync(platform, folder);
        await ServeAsync(next, platform, "after");

        Assert.Equal(1, platform.Slots.Accounts().Created);
        Assert.Equal([], platform.Slots.Violations);
    }

    [Fact]
    public async Task SecondServer_OnTheSameFolder_IsRefused()
    {
        using var folder = new TestFolder();
        await using var platform = await StartPlatformAsync();
        await using var silo = await StartAsync(platform, folder);
        await ServeAsync(silo, platform, "call");

        var refused = await RunAsync(platform, folder);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains($"'{folder.Path}' is in use", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DamagedFile_IsNamedAndLeftAsItIs()
    {
        using var folder = new TestFolder();
        await using var platform = await StartPlatformAsync();
        await using (var silo = await StartAsync(platform, folder))
        {
            await ServeAsync(silo, platform, "call");
            (await silo.StopAsync(s_stop)).AssertGood();
        }

        // In the middle of what was acknowledged, where no crash could have left it so.
        var damaged = Directory.EnumerateFiles(folder.Path, "*.log").Single();
        var bytes = await File.ReadAllBytesAsync(damaged);
        bytes[bytes.Length / 2] ^= 0xff;
        await File.WriteAllBytesAsync(damaged, bytes);

        var refused = await RunAsync(platform, folder);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains($"'{damaged}' is damaged", refused.Error, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(damaged));
    }

    [Fact]
    public async Task FileStore_InACluster_IsRefused()
    {
        using var folder = new TestFolder();
        await using var platform = await StartPlatformAsync();

        var refused = await RunAsync(
            platform, folder, "--Cluster:Kind=postgres", "--Cluster:ConnectionString=Host=127.0.0.1");

        refused.AssertRefused("Ledger:Store is file", "Cluster:Kind=postgres");
    }

    private static Task<TestPlatform> StartPlatformAsync() =>
        TestPlatform.StartAsync(new SimulatedPlatformOptions { InitLatency = TimeSpan.FromMilliseconds(20) });

    private Task<SiloProcess> StartAsync(TestPlatform platform, TestFolder folder, params string[] options) =>
        SiloProcess.StartAsync(log, platform.Address, [.. Stored(folder), .. options]);

    /// <summary>A server that is to end by itself.</summary>
    private async Task<ProcessResult> RunAsync(TestPlatform platform, TestFolder folder, params string[] options)
    {
        string[] ports = ["ScalerAddress", "SchedulerAddress", "AdminAddress", "HttpAddress"];
        await using var process = ChildProcess.Start(
            log,
            Builds.Silo,
            [
                .. ports.Select(port => $"--Gateway:{port}={FreePorts.Take()}"),
                "--Platform:Kind=grpc",
                $"--Platform:Endpoint=http://{platform.Address}",
                .. Stored(folder),
                .. options,
            ]);
        return await process.WaitAsync();
    }

    private static string[] Stored(TestFolder folder) => ["--Ledger:Store=file", $"--Ledger:Folder={folder.Path}"];

    private static async Task ServeAsync(SiloProcess silo, TestPlatform platform, string name)
    {
        using var caller = new FunctionCaller(silo.Scaler, platform.Slots, name);
        await caller.OpenAsync();
        var result = await caller.CallAsync("f", s_execution, s_deadline);
        Assert.True(result.IsServed, $"{result}");
    }
}
