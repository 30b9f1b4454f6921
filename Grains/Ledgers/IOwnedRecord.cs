namespace OrleansScaler.Grains.Ledgers;

/// <summary>
/// A record that has one owner at a time: who finds a greater epoch in it than its own is not the owner any more.
/// </summary>
public interface IOwnedRecord : IReadLater
{
    /// <summary>The version of this record; 0 where none was ever written.</summary>
    int Version { get; }

    /// <summary>Grows with every owner.</summary>
    long Epoch { get; }
}
