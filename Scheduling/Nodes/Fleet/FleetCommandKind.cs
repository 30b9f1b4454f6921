namespace OrleansScaler.Scheduling.Nodes.Fleet;

/// <summary>What a command is for.</summary>
public enum FleetCommandKind
{
    /// <summary>A wish has room: make the slot there, then confirm or cancel the reservation.</summary>
    Placed = 0,

    /// <summary>A wish will get no room.</summary>
    Refused = 1,

    /// <summary>Order a node; answer with <c>OrderFilled</c> or <c>OrderFailed</c>.</summary>
    OrderNode = 2,

    /// <summary>Give a node back; answer with <c>NodeReleased</c> or <c>ReleaseFailed</c>.</summary>
    ReleaseNode = 3,

    /// <summary>Have idle slots of other functions destroyed; answer with <c>RoomMade</c>.</summary>
    SeekRoom = 4,

    /// <summary>Slots of one function are gone with their node.</summary>
    SlotsLost = 5,

    /// <summary>A node is being emptied: replace a function's slots elsewhere and destroy those.</summary>
    MoveAway = 6,
}
