using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Simulation.Traces;

namespace OrleansScaler.Cli.Verbs;

/// <summary>The verbs, and what every one of them does with bad input.</summary>
internal static class CommandLine
{
    private const string Name = "scaler";

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        // Not the library's root command, which would call itself after this assembly in every text.
        var root = new Command(Name, "Plays traces against scalers of the 2023 and 2020 protocols, and measures them.")
        {
            new HelpOption(),
            new VersionOption(),
            DemoVerb.Create(),
            SimulateVerb.Create(),
            ReplayVerb.Create(),
            CellVerb.Create(),
            ChaosVerb.Create(),
            LoadVerb.Create(),
            PlaceVerb.Create(),
            NodesVerb.Create(),
            EchoVerb.Create(),
            ChaosPlatformVerb.Create(),
            ChaosCallersVerb.Create(),
        };
        var line = root.Parse(args);
        if (line.Action is ParseErrorAction)
        {
            return Refuse(line);
        }

        try
        {
            var configuration = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await line.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception exception) when (exception is TraceException or StartException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return ExitCode.BadInput;
        }
    }

    private static int Refuse(ParseResult line)
    {
        var problems = line.Errors.Select(error => error.Message.TrimEnd('.')).Distinct();
        var verb = line.CommandResult.Command.Name is var name && name == Name ? Name : $"{Name} {name}";
        Console.Error.WriteLine($"{verb}: {string.Join("; ", problems)}");
        Console.Error.WriteLine($"'{verb} --help' lists what it takes.");
        return ExitCode.BadInput;
    }
}
