namespace OrleansScaler.Grains.Functions;

/// <summary>What was found out of a create whose answer was lost.</summary>
internal enum SettledStatus
{
    /// <summary>Nothing yet: the next owner has to ask.</summary>
    Open,

    /// <summary>The platform told.</summary>
    Told,

    /// <summary>The platform cannot tell, or did not for too long: a slot may have leaked.</summary>
    Expired,
}
