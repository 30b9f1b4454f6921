namespace OrleansScaler.Scheduling.Learning;

/// <summary>How a run ended. The numbers are stored and sent: append, never renumber.</summary>
public enum RunEnd
{
    /// <summary>Well.</summary>
    Good = 0,

    /// <summary>The function failed; its instance may serve on.</summary>
    Failed = 1,

    /// <summary>The instance needed more memory than it has and was killed. It cannot be used any more.</summary>
    OutOfMemory = 2,

    /// <summary>The run took longer than the function may. The instance cannot be used any more.</summary>
    TimedOut = 3,
}
