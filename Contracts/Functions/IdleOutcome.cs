namespace OrleansScaler.Contracts.Functions;

/// <summary>How an Idle ended.</summary>
public enum IdleOutcome
{
    /// <summary>The instance is given back.</summary>
    Done = 0,

    /// <summary>It was given back before; nothing changed.</summary>
    Repeated = 1,

    /// <summary>No such request holds that instance; nothing changed.</summary>
    NotHeld = 2,

    /// <summary>Nobody ever asked for an instance of this function.</summary>
    UnknownFunction = 3,
}
