namespace OrleansScaler.Gateway.Admin;

/// <summary>What one shard said, or why it said nothing.</summary>
/// <param name="Shard">Its number.</param>
/// <param name="Value">What it said; nothing where there is a problem.</param>
/// <param name="Problem">One sentence that names the shard; null when it answered.</param>
internal readonly record struct ShardAnswer<T>(int Shard, T? Value, string? Problem);
