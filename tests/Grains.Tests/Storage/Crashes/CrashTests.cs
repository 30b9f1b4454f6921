using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansScaler.Grains.Storage.Boards;
using Xunit.Abstractions;

namespace OrleansScaler.Grains.Tests.Storage.Crashes;

/// <summary>
/// A real process, killed by SIGKILL in the middle of its writes, again and again in the same folder.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 6;

    private readonly TemporaryFolder _folder = new();
    private readonly int[] _acknowledged = new int[CrashingProcess.Writers];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kill_AmongWrites_LosesNothingThatWasAcknowledged()
    {
        const int Seed = 20;
        var random = new Random(Seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            await RunUntilKilledAsync(afterLines: random.Next(1, 2_000));
            await CheckAsync();
        }
    }

    /// <summary>What the process said before it died counts, even what is read only afterwards.</summary>
    private async Task RunUntilKilledAsync(int afterLines)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(CrashingProcess).Assembly.Location);
        start.ArgumentList.Add(_folder.Path);
        using var process = Process.Start(start)!;
        var lines = 0;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split(' ') is [var writer, var round])
            {
                _acknowledged[Number(writer)] = Number(round);
            }

            if (++lines == afterLines)
            {
                process.Kill();
            }
        }

        await process.WaitForExitAsync();
        Assert.True(lines >= afterLines, $"ended by itself after {lines} lines, with {process.ExitCode}");
        output.WriteLine($"killed after {lines} writes");
    }

    /// <summary>A writer may be one round ahead of what it could say.</summary>
    private async Task CheckAsync()
    {
        using var store = Stores.Open(_folder);
        using var board = new MappedUseBoard(_folder.Path, 1, NullLogger<MappedUseBoard>.Instance);
        for (var writer = 0; writer < _acknowledged.Length; writer++)
        {
            var said = _acknowledged[writer];
            var state = await store.ReadAsync(writer);
            Assert.InRange(state.RecordExists ? Number(state.State!.Text) : 0, said, said + 1);
            if (OperatingSystem.IsLinux())
            {
                Assert.InRange(board.Read(board.Id, writer)!.Value, (ulong)said, (ulong)said + 1);
            }
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
