namespace OrleansScaler.Cli.Processes;

/// <summary>The server that a verb started ended, or never got ready.</summary>
internal sealed class SiloException : Exception
{
    public SiloException(string message, int exitCode)
        : base(message) => ExitCode = exitCode;

    /// <summary>What the verb should end with.</summary>
    public int ExitCode { get; }
}
