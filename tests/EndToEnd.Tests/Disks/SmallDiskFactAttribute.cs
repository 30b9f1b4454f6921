namespace OrleansScaler.EndToEnd.Tests.Disks;

/// <summary>A test that fills a disk: left out, and said so, where none can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute() => Skip = SmallDisk.Missing;
}
