using OrleansScaler.Contracts.Functions;

namespace OrleansScaler.Grains.Functions;

/// <summary>One request in line, or decided without its caller's knowledge.</summary>
/// <param name="requestId">The request.</param>
/// <param name="since">When it came first.</param>
internal sealed class WaitingCaller(string requestId, DateTimeOffset since)
{
    private DateTimeOffset? _since = since;

    public string RequestId => requestId;

    /// <summary>The attempt of its caller that asked last.</summary>
    public long Attempt { get; set; }

    /// <summary>When it asked last.</summary>
    public DateTimeOffset AskedAt { get; set; }

    /// <summary>When it was told to ask again; null while it is asking.</summary>
    public DateTimeOffset? ToldAt { get; set; }

    /// <summary>What its ask waits for; null between two asks.</summary>
    public TaskCompletionSource<AssignReply>? Answer { get; set; }

    /// <summary>Whether it was served or refused between two asks, and has not come for it yet.</summary>
    public bool IsDecided { get; set; }

    /// <summary>The refusal that it has not heard; null where it was served.</summary>
    public AssignReply? Unheard { get; set; }

    /// <summary>Since when it waits; told once, so that no wait is measured twice.</summary>
    public DateTimeOffset? TakeSince()
    {
        var since = _since;
        _since = null;
        return since;
    }
}
