using OrleansScaler.Contracts.Functions;

namespace OrleansScaler.Gateway.Assignments;

/// <summary>What requests hold of one function, as far as it went through this gateway.</summary>
/// <param name="key">The function.</param>
/// <param name="epoch">The owner of its slots that was seen last.</param>
internal sealed class HeldFunction(string key, long epoch)
{
    /// <summary>No owner has this: whichever answers next counts as new.</summary>
    public const long NoOwner = -1;

    /// <summary>The function.</summary>
    public string Key => key;

    /// <summary>Who holds what, oldest first.</summary>
    public LinkedList<HeldInstance> Held { get; } = new();

    /// <summary>The owner of its slots that knows of what is held; epochs only grow.</summary>
    public long Epoch { get; set; } = epoch;
}
