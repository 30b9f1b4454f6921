namespace OrleansScaler.Cli.Demo;

/// <summary>The server that the demo started ended, or never got ready.</summary>
internal sealed class SiloException : Exception
{
    public SiloException(string message, int exitCode)
        : base(message) => ExitCode = exitCode;

    /// <summary>What the demo should end with.</summary>
    public int ExitCode { get; }
}
