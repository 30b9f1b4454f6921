using OrleansScaler.Silo.Configuration;

namespace OrleansScaler.Silo.Hosting;

/// <summary>The <c>serve</c> verb: reads the configuration, says what is wrong with it, or runs until told to stop.</summary>
internal static class ServeCommand
{
    /// <summary>Exit code of a configuration that cannot be run.</summary>
    private const int BadInput = 2;

    /// <summary>Asks a running server for its health instead of starting one; images have no tool that could.</summary>
    private const string ProbeOption = "--probe=";

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

        await using var application = SiloHost.Build(configuration, options);
        await application.RunAsync().ConfigureAwait(false);
        return 0;
    }

    private static IConfiguration? Configure(string[] args, ServerOptions options)
    {
        List<string> problems = [.. UnreadableArguments(args)];
        IConfiguration? configuration = null;
        try
        {
            configuration = new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"))
                .AddJsonFile(Path.GetFullPath("scaler.json"), optional: true)
                .AddEnvironmentVariables()
                .AddCommandLine(args)
                .Build();
            problems.AddRange(Read(configuration, options));
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            problems.Add(e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message);
        }

        if (problems.Count == 0)
        {
            return configuration;
        }

        Console.Error.WriteLine("The server cannot start:");
        problems.ForEach(problem => Console.Error.WriteLine($"  {problem}"));
        return null;
    }

    private static List<string> Read(IConfiguration configuration, ServerOptions options)
    {
        var reader = new OptionsReader();
        reader.Read(options, configuration);
        return [.. reader.Problems, .. options.FindContradictions(), .. PortChecks.FindTaken(options.Gateway)];
    }

    /// <summary>Arguments that .NET's command-line configuration would pass over in silence.</summary>
    private static IEnumerable<string> UnreadableArguments(string[] args)
    {
        var sections = OptionsReader.OptionsOf(typeof(ServerOptions)).Select(property => property.Name).ToArray();
        foreach (var arg in args)
        {
            var name = arg.TrimStart('-').Split('=', ':')[0];
            var isOption = arg.StartsWith("--", StringComparison.Ordinal) && arg.Contains('=', StringComparison.Ordinal);
            if (!isOption || !(sections.Contains(name, StringComparer.OrdinalIgnoreCase) || name == "Logging"))
            {
                yield return $"'{arg}' is no option; write --Section:Name=value (serve --help lists them).";
            }
        }
    }
}
