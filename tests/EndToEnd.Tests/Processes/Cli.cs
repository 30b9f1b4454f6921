using Xunit.Abstractions;

namespace OrleansScaler.EndToEnd.Tests.Processes;

/// <summary>The command line, run to its end.</summary>
internal static class Cli
{
    public static async Task<ProcessResult> RunAsync(ITestOutputHelper log, params string[] arguments)
    {
        await using var process = ChildProcess.Start(log, Builds.Cli, arguments);
        return await process.WaitAsync();
    }
}
