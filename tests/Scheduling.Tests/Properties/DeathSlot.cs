namespace OrleansScaler.Scheduling.Tests.Properties;

/// <summary>A slot as the platform knows it, and what is stored of it.</summary>
/// <param name="id">Our name for it.</param>
/// <param name="memoryMegabytes">Memory in MB.</param>
/// <param name="requestedAt">When it was decided on.</param>
internal sealed class DeathSlot(string id, double memoryMegabytes, DateTimeOffset requestedAt)
{
    public string Id { get; } = id;

    public double MemoryMegabytes { get; } = memoryMegabytes;

    public DateTimeOffset RequestedAt { get; } = requestedAt;

    /// <summary>Whether it stands at the platform.</summary>
    public bool Stands { get; set; }

    /// <summary>Whether an instance is ready in it.</summary>
    public bool IsInited { get; set; }

    /// <summary>Whether it went with its node.</summary>
    public bool IsLost { get; set; }

    /// <summary>Whether the ledger knows of it.</summary>
    public bool IsRecorded { get; set; }

    /// <summary>Whether the ledger knows the platform's name for it.</summary>
    public bool IsMadeRecorded { get; set; }

    /// <summary>Whether the ledger says that several requests may hold it.</summary>
    public bool MayBeShared { get; set; }

    /// <summary>The board that it has a place on, as recorded.</summary>
    public string Board { get; set; } = "";

    /// <summary>Its place there.</summary>
    public int UsePlace { get; set; } = -1;

    /// <summary>Whether an Idle was said twice for it, and nobody could know that.</summary>
    public bool IsMisled { get; set; }

    /// <summary>Requests that truly hold it.</summary>
    public HashSet<DeathRequest> Holders { get; } = [];
}
