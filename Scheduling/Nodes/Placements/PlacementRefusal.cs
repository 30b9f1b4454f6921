namespace OrleansScaler.Scheduling.Nodes.Placements;

/// <summary>Why a slot was not placed. The numbers are stored and sent: append, never renumber.</summary>
public enum PlacementRefusal
{
    /// <summary>It was placed.</summary>
    None = 0,

    /// <summary>There are no nodes.</summary>
    NoNodes = 1,

    /// <summary>It is larger than any node here, even an empty one. Waiting does not help.</summary>
    TooLargeForAnyNode = 2,

    /// <summary>Every node is being emptied.</summary>
    AllDraining = 3,

    /// <summary>No node is healthy, or those that are are being emptied.</summary>
    NoneHealthy = 4,

    /// <summary>Nodes take slots, but none has room for it now.</summary>
    NoRoom = 5,

    /// <summary>There is room, but only on nodes that are creating as many slots at once as they may.</summary>
    CreatesBound = 6,

    /// <summary>There is room, but only beside slots of another tenant.</summary>
    OtherTenants = 7,

    /// <summary>As many slots and reservations live here as may live.</summary>
    SlotsBound = 8,

    /// <summary>There was room, but not for all of a request that wanted all or none.</summary>
    NotAllFit = 9,

    /// <summary>
    /// The request cannot be meant: an amount is negative or no number, or the count is out of range.
    /// </summary>
    InvalidRequest = 10,
}
