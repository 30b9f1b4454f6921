namespace OrleansScaler.Cli.Processes;

/// <summary>What a process can be told, by Linux's numbers.</summary>
internal enum ProcessSignal
{
    /// <summary>End at once, without a word.</summary>
    Kill = 9,

    /// <summary>End in good order.</summary>
    Terminate = 15,

    /// <summary>Go on after a stop.</summary>
    Continue = 18,

    /// <summary>Stand still; nothing can be done about it.</summary>
    Stop = 19,
}
