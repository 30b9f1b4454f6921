using System.Net;
using System.Net.Sockets;
using OrleansScaler.EndToEnd.Tests.Files;
using OrleansScaler.EndToEnd.Tests.Processes;
using OrleansScaler.EndToEnd.Tests.Scorecards;
using Xunit.Abstractions;

namespace OrleansScaler.EndToEnd.Tests.Demo;

/// <summary>The demo stands on the ports of <c>serve</c> and takes no others: taken ones are refused.</summary>
public sealed class DemoTests(ITestOutputHelper log)
{
    private static readonly int[] s_ports = [9001, 9002, 10_600, 8080];

    [Fact]
    public async Task Demo_OneMinute_PlaysOnFreePortsAndRefusesTakenOnes()
    {
        using var folder = new TestFolder();
        var ledger = LedgerFiles();
        var taken = s_ports.Where(port => !FreePorts.IsFree(port)).ToList();

        var result = await Cli.RunAsync(
            log, "demo", "--minutes", "1", "--speed", "60", "--json", folder.File("card.json"));

        if (taken.Count > 0)
        {
            result.AssertRefused([.. taken.Select(port => $"{port}")]);
            return;
        }

        result.AssertGood();
        var card = folder.ReadJson("card.json");
        JsonScorecard.AssertKeys(card);
        JsonScorecard.AssertGood(card);
        Assert.All(s_ports, port => Assert.True(FreePorts.IsFree(port), $"{port} is still taken"));

        // What a demo that is broken off left behind would be lent by the next one.
        Assert.Equal(ledger, LedgerFiles());
    }

    [Fact]
    public async Task Demo_PortTaken_IsRefusedBeforeAServerStarts()
    {
        using var squatter = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (FreePorts.IsFree(s_ports[0]))
        {
            squatter.Bind(new IPEndPoint(IPAddress.Loopback, s_ports[0]));
            squatter.Listen();
        }

        var result = await Cli.RunAsync(log, "demo", "--minutes", "1", "--speed", "60");

        result.AssertRefused($"{s_ports[0]}", "taken");
    }

    /// <summary>Files of a ledger in the folder that the demo's server runs in, and when they were written.</summary>
    private static List<(string Path, DateTime Written)> LedgerFiles()
    {
        var folder = new DirectoryInfo(Path.Combine(Path.GetDirectoryName(Builds.Silo)!, "scaler-ledger"));
        return folder.Exists
            ?
            [
                .. folder.EnumerateFiles("*", SearchOption.AllDirectories)
                    .Select(file => (file.FullName, file.LastWriteTimeUtc))
            ]
            : [];
    }
}
