using Grpc.Core;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Nodes;

/// <summary>A server does not tell what it was asked; the message is one sentence for people.</summary>
internal sealed class AdminException : Exception
{
    public AdminException(string message, int exitCode, Exception inner)
        : base(message, inner) => ExitCode = exitCode;

    /// <summary>What the verb should end with.</summary>
    public int ExitCode { get; }

    public static AdminException Of(HostPort address, RpcException exception) => exception switch
    {
        // Both come with a sentence of the server's own; a refusal for load or of a shard does not blame the line.
        { StatusCode: StatusCode.NotFound or StatusCode.InvalidArgument } =>
            new(exception.Status.Detail, Verbs.ExitCode.BadInput, exception),
        { StatusCode: StatusCode.FailedPrecondition } =>
            new(exception.Status.Detail, Verbs.ExitCode.Failed, exception),
        { StatusCode: StatusCode.Unimplemented } => new(
            $"the server on {address} tells nothing of nodes; its admin address (Gateway:AdminAddress) is another one",
            Verbs.ExitCode.BadInput,
            exception),
        { StatusCode: StatusCode.Unavailable, Status.DebugException: not null } => new(
            $"no server answers on {address}; start one (./scaler serve), or name it with --admin HOST:PORT",
            Verbs.ExitCode.BadInput,
            exception),
        { StatusCode: StatusCode.DeadlineExceeded } => new(
            $"the server on {address} does not answer in time", Verbs.ExitCode.Failed, exception),
        _ => new(
            $"the server on {address} answers {exception.StatusCode}: {exception.Status.Detail}",
            Verbs.ExitCode.Failed,
            exception),
    };
}
