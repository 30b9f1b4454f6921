using System.CommandLine;
using OrleansScaler.Cli.Arguments;
using OrleansScaler.Cli.Echo;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Verbs;

/// <summary><c>echo</c>: the bare gRPC host that a scaler's cost is compared with.</summary>
internal sealed class EchoVerb
{
    private readonly Option<HostPort> _listen = Opt.Address(
        "--listen", "Where to listen; port 0 finds a free one", new HostPort("127.0.0.1", 9101));

    private readonly Option<bool> _untilInputEnds = new("--until-input-ends")
    {
        Description = "End when standard input does",
        Hidden = true,
    };

    public static Command Create() => new EchoVerb().ToCommand();

    private Command ToCommand()
    {
        var command = new Command(
            "echo",
            "Serves the 2023 protocol without a thought: every Assign is answered at once with the same instance. "
            + "What it costs is what gRPC costs.")
        {
            _listen,
            _untilInputEnds,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        await using var host = await EchoHost.StartAsync(line.GetRequiredValue(_listen));
        Console.WriteLine($"Echo on {host.Address}");
        try
        {
            await (line.GetValue(_untilInputEnds)
                ? Console.In.ReadToEndAsync(cancellationToken)
                : Task.Delay(Timeout.Infinite, cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // Asked to end: that is how an echo ends.
        }

        return ExitCode.Good;
    }
}
