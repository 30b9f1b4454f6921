using System.Diagnostics;
using OrleansScaler.Cli.Processes;
using OrleansScaler.Cli.Verbs;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Tests.Processes;

/// <summary>The platform of a chaos run as the child: it tells one line, and ends with its input.</summary>
public sealed class ChildProcessTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Start_Child_IsHeardAndEndsWhenToldTo()
    {
        await using var child = Start();

        Assert.True(HostPort.TryParse(await FirstLineAsync(child) ?? "", out _));
        child.Signal(ProcessSignal.Terminate);
        await EndAsync(child);
        Assert.Equal(ExitCode.Good, child.ExitCode);
    }

    [Fact]
    public async Task Start_ChildThatRefuses_TellsWhyAndHasNoFirstLine()
    {
        await using var child = Start("--nonsense");

        Assert.Null(await FirstLineAsync(child));
        await EndAsync(child);
        Assert.Equal(ExitCode.BadInput, child.ExitCode);
        Assert.Contains("--nonsense", child.LastWords, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_ChildThatStandsStill_EndsIt()
    {
        var child = Start();
        await FirstLineAsync(child);
        var id = child.Id;
        child.Signal(ProcessSignal.Stop);
        await child.DisposeAsync();

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
    }

    [Fact]
    public async Task LimitFileSize_OfAChildThatOutlivesIt_CanBeLiftedAgain()
    {
        await using var child = Start();
        await FirstLineAsync(child);
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        Assert.True(ProcessControl.LimitFileSize(child.Id, 1));
        Assert.Equal("1", SoftLimitOf(child.Id));
        Assert.True(ProcessControl.LimitFileSize(child.Id, null));
        Assert.NotEqual("1", SoftLimitOf(child.Id));
    }

    private static ChildProcess Start(params string[] arguments) => ChildProcess.Start(new ChildSettings
    {
        Assembly = typeof(ChildProcess).Assembly.Location,
        Arguments = ["chaos-platform", .. arguments],
        OutlivesFileLimit = OperatingSystem.IsLinux(),
    });

    private static async Task<string?> FirstLineAsync(ChildProcess child)
    {
        using var patience = new CancellationTokenSource(s_patience);
        return await child.FirstLineAsync(patience.Token);
    }

    private static async Task EndAsync(ChildProcess child)
    {
        using var patience = new CancellationTokenSource(s_patience);
        await child.WaitForExitAsync(patience.Token);
    }

    /// <summary>A line such as "Max file size   1   unlimited   bytes".</summary>
    private static string SoftLimitOf(int processId) => File.ReadLines($"/proc/{processId}/limits")
        .Single(line => line.StartsWith("Max file size", StringComparison.Ordinal))
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
}
