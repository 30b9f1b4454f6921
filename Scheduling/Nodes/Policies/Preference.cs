namespace OrleansScaler.Scheduling.Nodes.Policies;

/// <summary>What goes before every score.</summary>
public enum Preference
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Nodes with fewer slots of the function.</summary>
    FewestOfFunction = 1,

    /// <summary>Nodes that have the image.</summary>
    ImagePresent = 2,
}
