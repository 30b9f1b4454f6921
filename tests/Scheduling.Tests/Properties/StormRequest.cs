namespace OrleansScaler.Scheduling.Tests.Properties;

/// <summary>A request as its caller sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Deadline">When its wait has to be over.</param>
internal sealed record StormRequest(string Id, DateTimeOffset Deadline)
{
    /// <summary>The slot it holds or held; null while it waits.</summary>
    public string? Slot { get; set; }

    /// <summary>Since when it holds the slot, or is finished.</summary>
    public DateTimeOffset Since { get; set; }
}
