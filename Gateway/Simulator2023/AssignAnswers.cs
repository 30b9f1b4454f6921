using OrleansScaler.Contracts.Functions;
using OrleansScaler.Gateway.Calls;
using WireAssignReply = OrleansScaler.Protos.Simulator2023.AssignReply;

namespace OrleansScaler.Gateway.Simulator2023;

/// <summary>What the 2023 protocol answers to an Assign.</summary>
internal sealed class AssignAnswers : IAssignAnswers<WireAssignReply>
{
    public WireAssignReply Granted(AssignRequest ask, string key, AssignReply reply) =>
        StatusMapping.Granted(ask.RequestId, key, reply.InstanceId!);

    public WireAssignReply Refused(AssignRequest ask, AssignReply reply) =>
        StatusMapping.Refused(ask.RequestId, reply);

    public WireAssignReply Overloaded(string bound) => StatusMapping.Throttled(bound);
}
