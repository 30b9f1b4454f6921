namespace OrleansScaler.Scheduling.Pools;

/// <summary>Why a slot did not become ready.</summary>
public enum StartFailure
{
    /// <summary>The platform was down, slow, throttling or failing: trying again may help.</summary>
    Transient,

    /// <summary>The platform refused the function's declaration: trying again will not help.</summary>
    Refused,

    /// <summary>A bound of ours on slots over all functions was reached.</summary>
    SlotsBound,
}
