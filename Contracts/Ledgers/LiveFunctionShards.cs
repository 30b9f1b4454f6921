using OrleansScaler.Scheduling.Statistics;

namespace OrleansScaler.Contracts.Ledgers;

/// <summary>Which shard of <see cref="ILiveFunctionsGrain"/> names which function.</summary>
public static class LiveFunctionShards
{
    /// <summary>
    /// Shards. Stored with them: another number would look for functions where they are not noted. Each note writes its
    /// whole shard, and a new function's first start waits for it: of a million functions, 244 keys (10 kB) here; with
    /// 64 shards it would be 15,600 (610 kB), 64 times the bytes for each new function.
    /// </summary>
    public const int Count = 4_096;

    /// <summary>The shard of a function.</summary>
    /// <param name="function">The function's key.</param>
    public static int KeyOf(string function) => (int)(StableHash.Of32(function) % Count);
}
