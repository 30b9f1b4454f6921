using System.CommandLine;
using OrleansScaler.Simulation.Chaos;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Verbs;

/// <summary>
/// <c>chaos-platform</c>: the platform of a chaos run. Tells where it listens, and ends when its standard input does.
/// </summary>
internal static class ChaosPlatformVerb
{
    public static Command Create()
    {
        var command = new Command("chaos-platform", "The platform of a chaos run.") { Hidden = true };
        command.SetAction((_, cancellationToken) => RunAsync(cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var host = await ChaosPlatformHost.StartAsync(new HostPort("127.0.0.1", 0));
        Console.WriteLine(host.Address);
        try
        {
            // A console's input is read on a thread that nothing can call back.
            await Task.Run(Console.In.ReadToEnd, CancellationToken.None).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Asked to end: that is how it ends.
        }

        return ExitCode.Good;
    }
}
