namespace OrleansScaler.Grains.Storage.Boards;

/// <summary>
/// Names the time since the machine was started, which is how long memory that was not flushed lasts.
/// </summary>
internal static class BootId
{
    private const string Linux = "/proc/sys/kernel/random/boot_id";

    /// <summary>
    /// The present one. Where the system does not tell, one of this process alone: nothing of before is believed then.
    /// </summary>
    public static Guid Present { get; } = Read(Linux);

    /// <summary>Reads it from a file.</summary>
    internal static Guid Read(string path)
    {
        try
        {
            return Guid.TryParse(File.ReadAllText(path), out var id) ? id : Guid.NewGuid();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Guid.NewGuid();
        }
    }
}
