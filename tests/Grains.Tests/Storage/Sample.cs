namespace OrleansScaler.Grains.Tests.Storage;

/// <summary>A state.</summary>
public sealed class Sample
{
    public string Text { get; set; } = "";

    public string? Note { get; set; }
}
