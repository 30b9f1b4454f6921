using System.ComponentModel.DataAnnotations;

namespace OrleansScaler.Grains.Storage;

/// <summary>Where and how grain states are kept in one file.</summary>
public sealed class FileStorageOptions
{
    /// <summary>Folder of the ledger's files, on a local disk; one process uses it at a time.</summary>
    [Required]
    public string Folder { get; set; } = "ledger";

    /// <summary>
    /// Whether a missing folder is made. Off where the folder is named by hand: a misspelt path must not look like a
    /// ledger without slots.
    /// </summary>
    public bool MakesFolder { get; set; }

    /// <summary>
    /// Whether a write is answered only when the disk has it. Without, a write survives the process but not the
    /// machine, and a log that the machine lost the end of is refused at the next start.
    /// </summary>
    public bool Sync { get; set; } = true;

    /// <summary>
    /// Writes that may wait for the disk, in megabytes. 64 MB are 100,000 writes of 600 B, several for each function
    /// that can have one under way; more would only hide a disk that does not keep up.
    /// </summary>
    [Range(1, 1_024)]
    public int QueueMegabytes { get; set; } = 64;

    /// <summary>A log below this size is never compacted: reading it takes less than 0.1 s.</summary>
    [Range(0, 65_536)]
    public int CompactAboveMegabytes { get; set; } = 16;

    /// <summary>
    /// How many times the size of what lives the log may have. At 4, each byte that is written is copied a third of a
    /// time more, and the disk holds at most five times what lives.
    /// </summary>
    [Range(2, 100)]
    public int CompactAboveTimes { get; set; } = 4;
}
