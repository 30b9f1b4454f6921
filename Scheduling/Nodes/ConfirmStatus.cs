namespace OrleansScaler.Scheduling.Nodes;

/// <summary>What became of a confirmation.</summary>
public enum ConfirmStatus
{
    /// <summary>The reservation stands for the slot until it is released.</summary>
    Confirmed = 0,

    /// <summary>It did before, for the same slot. Nothing has changed.</summary>
    AlreadyConfirmed = 1,

    /// <summary>
    /// It has expired, was cancelled, went away with its node or never was: the slot holds nothing here and must be
    /// given back.
    /// </summary>
    UnknownReservation = 2,

    /// <summary>Another reservation stands for a slot of that name. Nothing has changed.</summary>
    SlotTaken = 3,
}
