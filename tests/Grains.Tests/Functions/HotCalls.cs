using OrleansScaler.Contracts.Functions;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Functions;

/// <summary>
/// A gateway in small: sends the calls of function <c>f</c> to its parts, and checks that nothing is lent twice.
/// </summary>
internal sealed class HotCalls(FunctionCluster cluster)
{
    private readonly HashSet<string> _lent = new(StringComparer.Ordinal);

    /// <summary>Parts that part 0 told last.</summary>
    public int Parts { get; set; } = 1;

    public IFunctionGrain Part(int part) => cluster.Function(FunctionParts.KeyOf("f", part)).Grain;

    public Task<AssignReply> AskAsync(int part, string requestId, int parts = 0) => Part(part).Assign(new AssignRequest
    {
        RequestId = requestId,
        MemoryMegabytes = FunctionCalls.Megabytes,
        Timeout = TimeSpan.FromHours(1),
        Wait = TimeSpan.FromSeconds(30),
        Parts = parts,
    }).EndsAsync();

    /// <returns>The instance granted.</returns>
    public async Task<string> AssignAsync(string requestId)
    {
        var reply = await AskAsync(FunctionParts.PartOfRequest(requestId, Parts), requestId, Parts);
        Parts = reply.Parts > 0 ? reply.Parts : Parts;
        if (reply.Outcome == AssignOutcome.Elsewhere)
        {
            reply = await AskAsync(FunctionParts.PartOfRequest(requestId, Parts), requestId, Parts);
        }

        Assert.Equal(AssignOutcome.Granted, reply.Outcome);
        Assert.True(_lent.Add(reply.InstanceId!), $"{reply.InstanceId} is lent twice");
        return reply.InstanceId!;
    }

    public async Task<IdleOutcome> IdleAsync(string requestId, string instanceId)
    {
        _lent.Remove(instanceId);
        var part = Part(FunctionParts.PartOfInstance(instanceId));
        var reply = await part.Idle(new IdleRequest { RequestId = requestId, InstanceId = instanceId }).EndsAsync();
        return reply.Outcome;
    }
}
