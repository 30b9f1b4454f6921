namespace OrleansScaler.Grains.Storage.Boards;

/// <summary>What is known of a place.</summary>
internal enum PlaceState : byte
{
    /// <summary>Never handed out, or by an earlier process.</summary>
    Unknown,

    /// <summary>A slot's.</summary>
    Held,

    /// <summary>Nobody's; it stands in the line.</summary>
    Free,
}
