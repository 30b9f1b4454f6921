using System.Data.Common;
using Orleans.Runtime;
using OrleansScaler.Silo.Configuration;

namespace OrleansScaler.Silo.Hosting;

/// <summary>The <c>serve</c> verb: reads the configuration and says what is wrong with it, or runs.</summary>
internal static class ServeCommand
{
    /// <summary>Exit code of a configuration that cannot be run.</summary>
    private const int BadInput = 2;

    /// <summary>Exit code of a start that failed for a reason outside.</summary>
    private const int Failed = 1;

    /// <summary>Asks a running server for its health instead of starting one; images have no tool that could.</summary>
    private const string ProbeOption = "--probe=";

    /// <summary>The settings file, in the current folder.</summary>
    private const string FileName = "scaler.json";

    private static readonly string[] s_sections =
        [.. OptionsReader.OptionsOf(typeof(ServerOptions)).Select(property => property.Name)];

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Contains("--help") || args.Contains("-h"))
        {
            Console.WriteLine(OptionsHelp.Write());
            return 0;
        }

        if (args is [var only] && only.StartsWith(ProbeOption, StringComparison.Ordinal))
        {
            return await HealthProbe.RunAsync(only[ProbeOption.Length..]).ConfigureAwait(false);
        }

        var options = new ServerOptions();
        if (Configure(args, options) is not { } configuration)
        {
            return BadInput;
        }

        try
        {
            await using var application = ServerHost.Build(configuration, options);
            await application.RunAsync().ConfigureAwait(false);
            return 0;
        }
        catch (OrleansConfigurationException e)
        {
            SayWhyNot([e.Message]);
            return BadInput;
        }
        catch (DbException e)
        {
            SayWhyNot(
                [$"The database that Cluster or Ledger names by ConnectionString cannot be used: {e.Message}"]);
            return Failed;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            // Such as a ledger that is damaged, or in use by another server: its message says what to do.
            SayWhyNot([e.Message]);
            return Failed;
        }
    }

    private static IConfiguration? Configure(string[] args, ServerOptions options)
    {
        List<string> problems = [.. UnreadableArguments(args)];
        IConfiguration? configuration = null;
        try
        {
            var file = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(FileName), optional: true).Build();
            problems.AddRange(UnknownSections(file));
            configuration = new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"))
                .AddConfiguration(file)
                .AddEnvironmentVariables()
                .AddCommandLine(args)
                .Build();
            problems.AddRange(Read(configuration, options));
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            // Only the innermost one knows the line.
            problems.Add(e.GetBaseException() is { } cause && cause != e ? $"{e.Message} {cause.Message}" : e.Message);
        }

        if (problems.Count == 0)
        {
            return configuration;
        }

        SayWhyNot(problems);
        return null;
    }

    private static void SayWhyNot(List<string> problems)
    {
        Console.Error.WriteLine("The server cannot start:");
        problems.ForEach(problem => Console.Error.WriteLine($"  {problem}"));
    }

    /// <summary>What the file has beside the known sections. The environment has much that is not ours.</summary>
    private static IEnumerable<string> UnknownSections(IConfigurationRoot file) => file
        .GetChildren()
        .Where(section => !IsSection(section.Key))
        .Select(section =>
            $"{FileName}: '{section.Key}' is no section; there are {string.Join(", ", s_sections)}.");

    private static bool IsSection(string name) =>
        s_sections.Contains(name, StringComparer.OrdinalIgnoreCase) || name == "Logging";

    private static List<string> Read(IConfiguration configuration, ServerOptions options)
    {
        var reader = new OptionsReader();
        reader.Read(options, configuration);
        string?[] environment =
        [
            ServicePort.Apply(configuration[ServicePort.Name], options.Gateway),
            ManagerEndpoint.Apply(configuration[ManagerEndpoint.Name], options.Nodes),
        ];
        options.DecideLedger();
        return
        [
            .. reader.Problems,
            .. environment.OfType<string>(),
            .. options.FindContradictions(),
            .. PortChecks.FindTaken(options.Gateway, options.Cluster),
        ];
    }

    /// <summary>Arguments that .NET's command-line configuration would pass over in silence.</summary>
    private static IEnumerable<string> UnreadableArguments(string[] args)
    {
        foreach (var arg in args)
        {
            var name = arg.TrimStart('-').Split('=', ':')[0];
            var isOption = arg.StartsWith("--", StringComparison.Ordinal)
                && arg.Contains('=', StringComparison.Ordinal);
            if (!isOption || !IsSection(name))
            {
                yield return $"'{arg}' is no option; write --Section:Name=value (serve --help lists them).";
            }
        }
    }
}
