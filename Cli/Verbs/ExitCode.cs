namespace OrleansScaler.Cli.Verbs;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    /// <summary>Done, and no call failed.</summary>
    public const int Good = 0;

    /// <summary>Calls failed, or the server under test did.</summary>
    public const int Failed = 1;

    /// <summary>Nothing was done: wrong options, an unusable trace, a port taken.</summary>
    public const int BadInput = 2;

    /// <summary>Broken off by a signal, as shells count Ctrl-C.</summary>
    public const int Interrupted = 130;
}
