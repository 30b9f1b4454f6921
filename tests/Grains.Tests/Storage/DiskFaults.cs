namespace OrleansScaler.Grains.Tests.Storage;

/// <summary>What goes wrong with a disk, and what was asked of it. Shared by all files of a folder.</summary>
internal sealed class DiskFaults
{
    /// <summary>Whether a write fails, and how many of its bytes reach the file first; null: it works.</summary>
    public Func<string, int, int?> OnWrite { get; set; } = (_, _) => null;

    /// <summary>How a write fails.</summary>
    public Func<Exception> WriteFault { get; set; } = () => new IOException("No space left on device");

    /// <summary>Whether a flush of a file or, by an empty name, of the folder fails.</summary>
    public Func<string, bool> OnFlush { get; set; } = _ => false;

    /// <summary>Whether a file cannot be cut.</summary>
    public Func<string, bool> OnSetLength { get; set; } = _ => false;

    /// <summary>Whether a file cannot be moved.</summary>
    public Func<string, bool> OnMove { get; set; } = _ => false;

    /// <summary>Told before each thing that changes the folder.</summary>
    public Action BeforeChange { get; set; } = () => { };

    /// <summary>Flushes of each file.</summary>
    public Dictionary<string, int> Flushes { get; } = [];

    /// <summary>Writes of each file.</summary>
    public Dictionary<string, int> Writes { get; } = [];
}
