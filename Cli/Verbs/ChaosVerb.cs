using System.CommandLine;
using OrleansScaler.Cli.Arguments;
using OrleansScaler.Cli.Chaos;
using OrleansScaler.Cli.Display;
using OrleansScaler.Cli.Processes;
using OrleansScaler.Simulation.Chaos;

namespace OrleansScaler.Cli.Verbs;

/// <summary><c>chaos</c>: a server that is killed, frozen and deserted under load, and what it loses by it.</summary>
internal sealed class ChaosVerb
{
    private readonly ChaosArguments _arguments = new();

    private readonly Option<string?> _json = Opt.File("--json", "Where to write what was found out as JSON");

    public static Command Create() => new ChaosVerb().ToCommand();

    private Command ToCommand()
    {
        var command = new Command(
            "chaos",
            "Starts server, platform and callers as processes of their own on free ports, lets random faults befall "
            + "them, and checks that no slot leaks, no instance is lent twice and no request is lost. Exit code 0 "
            + "only if every invariant held.");
        _arguments.AddTo(command);
        command.Add(_json);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        var path = line.GetValue(_json);
        JsonFile.Check(path);
        var reports = new List<ChaosReport>();
        var all = _arguments.Read(line);
        try
        {
            foreach (var settings in all)
            {
                var report = await new ChaosDisplay(new ChaosRun(settings), settings).PlayAsync(cancellationToken);
                ChaosView.Print(report);
                reports.Add(report);
                Write(path, reports, all.Count);
            }
        }
        catch (SiloException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return exception.ExitCode;
        }
        catch (Exception exception) when (
            exception is OperationCanceledException or Grpc.Core.RpcException
            && cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }

        return reports.TrueForAll(report => report.Passed) ? ExitCode.Good : ExitCode.Failed;
    }

    /// <summary>After every seed: what is known must not be lost with the next one.</summary>
    private static void Write(string? path, List<ChaosReport> reports, int seeds)
    {
        if (seeds == 1)
        {
            JsonFile.Write(path, reports[0]);
            return;
        }

        var batch = new ChaosBatch(reports);
        JsonFile.Write(path, batch);
        if (reports.Count == seeds)
        {
            Console.WriteLine(batch.Passed
                ? $"{seeds} seeds: every invariant held in each."
                : $"{seeds} seeds: invariants were broken in {string.Join(", ", batch.FailedSeeds)}.");
        }
    }
}
