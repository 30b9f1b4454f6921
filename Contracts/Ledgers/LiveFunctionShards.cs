using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Contracts.Ledgers;

/// <summary>Which shard of <see cref="ILiveFunctionsGrain"/> names which function.</summary>
public static class LiveFunctionShards
{
    /// <summary>Shards. Stored with them: another number would look for functions where they are not noted.</summary>
    public const int Count = 64;

    /// <summary>The shard of a function.</summary>
    /// <param name="function">The function's key.</param>
    public static int KeyOf(string function) => (int)(StableHash.Of32(function) % Count);
}
