namespace OrleansScaler.Platforms.Nodes.Grpc;

/// <summary>What a reply means that carries no status of its own: it is good unless it cannot be true.</summary>
internal static class NodeReply
{
    /// <summary>A reply with nothing in it.</summary>
    public static (PlatformOutcome Outcome, string? Message) Ok => (PlatformOutcome.Ok, null);

    /// <summary>A reply in which a lie was looked for.</summary>
    public static (PlatformOutcome Outcome, string? Message) Read(string? lie) =>
        lie is null ? Ok : (PlatformOutcome.Failed, lie);
}
