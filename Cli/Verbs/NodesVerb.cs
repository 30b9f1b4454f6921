using System.CommandLine;
using OrleansScaler.Cli.Arguments;
using OrleansScaler.Cli.Display;
using OrleansScaler.Cli.Nodes;
using OrleansScaler.Simulation.Hosting;
using Spectre.Console;

namespace OrleansScaler.Cli.Verbs;

/// <summary><c>nodes</c>: what stands where in a server, and why.</summary>
internal sealed class NodesVerb
{
    /// <summary>As many placements as stand on one screen.</summary>
    private const int PlacementsTold = 30;

    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(1);

    private readonly Option<HostPort> _admin = Opt.Address(
        "--admin", "The server's admin address", new HostPort("127.0.0.1", 9002));

    private readonly Option<bool> _placements = Opt.Flag("--placements", "Tell the last placements too, and why");

    private readonly Option<bool> _watch = Opt.Flag("--watch", "Tell it again every second, until Ctrl-C");

    private readonly Option<string?> _drain = Node("--drain", "Empty this node: nothing new is placed on it");

    private readonly Option<string?> _undrain = Node("--undrain", "Place on this node again");

    private readonly Option<string?> _json = Opt.File("--json", "Where to write it as JSON");

    public static Command Create() => new NodesVerb().ToCommand();

    private static Option<string?> Node(string name, string what) => new(name) { Description = what, HelpName = "ID" };

    private Command ToCommand()
    {
        var command = new Command("nodes", "Tells a server's nodes, what stands on them, and who waits for room.")
        {
            _admin, _placements, _watch, _drain, _undrain, _json,
        };
        command.Validators.Add(line =>
        {
            if (line.GetResult(_drain) is not null && line.GetResult(_undrain) is not null)
            {
                line.AddError("--drain and --undrain cannot be given together");
            }
        });
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        JsonFile.Check(line.GetValue(_json));
        using var client = new NodesClient(line.GetRequiredValue(_admin));
        try
        {
            await DrainAsync(line, client, cancellationToken);
            if (line.GetValue(_watch))
            {
                await WatchAsync(line, client, cancellationToken);
            }

            return await TellAsync(line, client, cancellationToken);
        }
        catch (AdminException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return exception.ExitCode;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to end: that is how watching ends.
            return line.GetValue(_watch) ? ExitCode.Good : ExitCode.Interrupted;
        }
    }

    private async Task DrainAsync(ParseResult line, NodesClient client, CancellationToken cancellationToken)
    {
        var drain = line.GetValue(_drain) is not null;
        if ((line.GetValue(_drain) ?? line.GetValue(_undrain)) is { } node)
        {
            var reply = await client.DrainAsync(node, drain, cancellationToken);
            var now = drain ? "is being emptied" : "takes slots";
            Console.WriteLine($"{node} (shard {reply.Shard}) {now}{(reply.Changed ? "" : ", as before")}.");
        }
    }

    private async Task<int> TellAsync(ParseResult line, NodesClient client, CancellationToken cancellationToken)
    {
        var report = await AskAsync(line, client, cancellationToken);
        NodesView.Print(report);
        return report.Problems.Count == 0 ? ExitCode.Good : ExitCode.Failed;
    }

    /// <summary>Never ends by itself. On a terminal in place; elsewhere one telling below the other.</summary>
    private async Task WatchAsync(ParseResult line, NodesClient client, CancellationToken cancellationToken)
    {
        var first = await AskAsync(line, client, cancellationToken);
        if (Terminal.Out.Profile.Capabilities.Interactive)
        {
            await Terminal.Out.Live(new Rows(NodesView.PartsOf(first))).StartAsync(live => RepeatAsync(
                report => live.UpdateTarget(new Rows(NodesView.PartsOf(report)))));
        }
        else
        {
            NodesView.Print(first);
            await RepeatAsync(NodesView.Print);
        }

        async Task RepeatAsync(Action<NodesReport> tell)
        {
            while (true)
            {
                await Task.Delay(s_again, cancellationToken);
                tell(await AskAsync(line, client, cancellationToken));
            }
        }
    }

    private async Task<NodesReport> AskAsync(
        ParseResult line, NodesClient client, CancellationToken cancellationToken)
    {
        var report = await client.AskAsync(line.GetValue(_placements) ? PlacementsTold : 0, cancellationToken);
        JsonFile.Write(line.GetValue(_json), report);
        return report;
    }
}
