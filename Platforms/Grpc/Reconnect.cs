namespace OrleansScaler.Platforms.Grpc;

/// <summary>
/// Pauses between attempts to connect to a platform or a node that is away. Ours are short: calls fail at once
/// meanwhile, whatever has come back, and by default a client that was refused for half a minute stays away for as long
/// again.
/// </summary>
internal static class Reconnect
{
    /// <summary>After the first failure; each further one doubles it, about.</summary>
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);

    /// <summary>At most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
}
