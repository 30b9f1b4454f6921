using Grpc.Core;
using OrleansScaler.Contracts.Functions;

namespace OrleansScaler.Gateway.Calls;

/// <summary>What one protocol says of each outcome of an Assign.</summary>
/// <typeparam name="TReply">Its reply.</typeparam>
internal interface IAssignAnswers<TReply>
{
    /// <summary>
    /// Why the protocol cannot tell its caller of what was granted; null where it can. What cannot be told is given
    /// back.
    /// </summary>
    RpcException? FindFault(AssignRequest ask, AssignReply granted) => null;

    /// <summary>The reply to a request that got an instance; asked for once, when it is sent.</summary>
    TReply Granted(AssignRequest ask, string key, AssignReply reply);

    /// <summary>The reply to a request that got nothing; throws where the protocol has a gRPC status for it.</summary>
    TReply Refused(AssignRequest ask, AssignReply reply);

    /// <summary>
    /// The reply to a request that met a bound of ours before it reached its function's line; throws where the protocol
    /// has a gRPC status for it.
    /// </summary>
    /// <param name="bound">One sentence that names the bound.</param>
    TReply Overloaded(string bound);
}
