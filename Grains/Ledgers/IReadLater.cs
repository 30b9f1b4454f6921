namespace OrleansScaler.Grains.Ledgers;

/// <summary>
/// A state whose owner can begin without it: a store that cannot be read does not keep the owner from being activated.
/// </summary>
public interface IReadLater
{
    /// <summary>The store could not be read; nothing here is known, and nothing may be written over it.</summary>
    void MarkUnread();

    /// <summary>Whether it is marked like that.</summary>
    bool IsUnread();
}
