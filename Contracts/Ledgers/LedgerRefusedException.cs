using Orleans;

namespace OrleansScaler.Contracts.Ledgers;

/// <summary>
/// What is stored of a grain cannot be used by this server, such as a record of a newer version. Nothing was changed;
/// the message says what to do.
/// </summary>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.LedgerRefusedException")]
public sealed class LedgerRefusedException : Exception
{
    /// <summary>Says what cannot be used, and what to do.</summary>
    public LedgerRefusedException(string message)
        : base(message)
    {
    }
}
