using Grpc.Core;
using Orleans.Runtime;
using OrleansScaler.Contracts.Ledgers;

namespace OrleansScaler.Gateway.Calls;

/// <summary>
/// What a failed call to a grain means. As the runtime throws them:
/// <code>
/// TimeoutException                 no answer within the response time-out: a silo died, hangs or is cut off
/// SiloUnavailableException         the silo was declared dead with the call under way, or is known to be dead
/// OrleansMessageRejectionException the activation went and forwarding failed; the connection broke; no gateway left
/// ConnectionFailedException        the client's gateway cannot be reached
/// OrleansException                 the directory is not stable, because a silo just came or went
/// OperationCanceledException,      a stopping silo cut the activation short. We hand no token to any grain call, so
/// ObjectDisposedException          that neither can be our own
/// LimitExceededException           the function's mailbox is full: overload
/// GatewayTooBusyException          the silo sheds load: overload
/// LedgerRefusedException           the activation refuses to serve, wrapped by the runtime's storage or not
/// </code>
/// The first seven mean that the call may be made again. What else a grain throws is a bug and passes.
/// </summary>
internal static class SiloFaults
{
    private const string MailboxBound =
        "The bound on calls to one function is reached (it follows Pools:MaximumWaiters).";

    private const string LoadBound = "The bound on the silo's load is reached.";

    /// <summary>Whether the silo was lost on the way, so that the same call may be answered by another one.</summary>
    public static bool IsLoss(Exception fault) =>
        fault is TimeoutException or OrleansException or OperationCanceledException or ObjectDisposedException
        && RefusalOf(fault) is null;

    /// <summary>What a caller is told of a silo that answered and would not serve; null where it is not so.</summary>
    public static RpcException? RefusalOf(Exception fault) => fault switch
    {
        LimitExceededException => CallErrors.Overloaded(MailboxBound),
        GatewayTooBusyException => CallErrors.Overloaded(LoadBound),
        LedgerRefusedException => CallErrors.LedgerRefused(fault.Message),
        { InnerException: { } inner } => RefusalOf(inner),
        _ => null,
    };
}
