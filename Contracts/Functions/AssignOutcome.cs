namespace OrleansScaler.Contracts.Functions;

/// <summary>How an Assign ended, so far.</summary>
public enum AssignOutcome
{
    /// <summary>The request holds the instance named.</summary>
    Granted = 0,

    /// <summary>It keeps its place in line; ask again.</summary>
    Waiting = 1,

    /// <summary>It gets nothing, for the reason given.</summary>
    Rejected = 2,

    /// <summary>It held an instance and gave it back.</summary>
    Finished = 3,

    /// <summary>
    /// Nothing was done: another part of the function serves it, of as many parts as the reply tells.
    /// </summary>
    Elsewhere = 4,
}
