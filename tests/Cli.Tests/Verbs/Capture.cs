using OrleansScaler.Cli.Verbs;

namespace OrleansScaler.Cli.Tests.Verbs;

/// <summary>Runs a command line in this process and keeps what it wrote to standard error.</summary>
internal static class Capture
{
    public static async Task<(int Code, string Error)> RunAsync(params string[] args)
    {
        var usual = Console.Error;
        using var error = new StringWriter();
        Console.SetError(error);
        try
        {
            return (await CommandLine.RunAsync(args, default), error.ToString());
        }
        finally
        {
            Console.SetError(usual);
        }
    }
}
