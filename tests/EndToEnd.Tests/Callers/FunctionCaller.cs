using System.Globalization;
using Grpc.Core;
using OrleansScaler.EndToEnd.Tests.Processes;
using OrleansScaler.Protos.Simulator2023;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Simulation.SimulatedPlatforms;
using Status = OrleansScaler.Protos.Simulator2023.Status;

namespace OrleansScaler.EndToEnd.Tests.Callers;

/// <summary>
/// Calls a scaler as a platform's front would: Assign, a run in the instance, Idle. Whether the instance could serve is
/// asked of the platform's ledger.
/// </summary>
/// <param name="scaler">The scaler.</param>
/// <param name="slots">The platform's ledger.</param>
/// <param name="name">Starts its request ids: callers of one function must not share any.</param>
/// <param name="timeoutSeconds">The functions' time-out.</param>
internal sealed class FunctionCaller(
    HostPort scaler, SimulatedSlots slots, string name = "call", uint timeoutSeconds = 60) : IDisposable
{
    private readonly ScalerConnections _connections = new(scaler, 2);
    private int _number;

    public Task OpenAsync() => _connections.OpenAsync(ChildProcess.Patience, CancellationToken.None);

    /// <summary>One call; never throws for what a scaler can do wrong.</summary>
    public async Task<CallResult> CallAsync(string function, TimeSpan execution, TimeSpan deadline)
    {
        var number = Interlocked.Increment(ref _number);
        var client = _connections[number];
        var requestId = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
        var sentAt = slots.Now;
        AssignReply reply;
        try
        {
            reply = await client.AssignAsync(RequestOf(requestId, function), deadline: DateTime.UtcNow + deadline);
        }
        catch (RpcException exception)
        {
            return new CallResult(exception.StatusCode, exception.Status.Detail, slots.Now - sentAt);
        }

        var wait = slots.Now - sentAt;
        if (reply.Status != Status.Ok)
        {
            return new CallResult(StatusCode.OK, "", wait, $"reply {reply.Status}: {reply.ErrorMessage}");
        }

        var problem = await RunAsync(client, reply.Assigment, function, execution);
        return new CallResult(StatusCode.OK, "", wait, problem);
    }

    public void Dispose() => _connections.Dispose();

    private async Task<string?> RunAsync(
        Scaler.ScalerClient client, Assignment assignment, string function, TimeSpan execution)
    {
        var lent = slots.Lend(assignment.InstanceId, assignment.RequestId, new FunctionKey(function));
        if (lent.Lent)
        {
            await Task.Delay(execution);
        }

        var isKept = lent.Lent && slots.Return(assignment.InstanceId, assignment.RequestId);
        var result = new Result { StatusCode = lent.Lent ? 200 : 500, NeedDestroy = !lent.Lent };
        try
        {
            var idle = await client.IdleAsync(
                new IdleRequest { Assigment = assignment, Result = result },
                deadline: DateTime.UtcNow + ChildProcess.Patience);
            return lent.Refusal is { } refusal ? $"{assignment.InstanceId}: {refusal}"
                : !isKept ? $"{assignment.InstanceId} was destroyed under its request"
                : idle.Status != Status.Ok ? $"idle: reply {idle.Status}: {idle.ErrorMessage}"
                : null;
        }
        catch (RpcException exception)
        {
            return $"idle: {exception.Status}";
        }
    }

    private AssignRequest RequestOf(string requestId, string function) => new()
    {
        RequestId = requestId,
        Timestamp = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
        MetaData = new Meta { Key = function, Runtime = "go", MemoryInMb = 256, TimeoutInSecs = timeoutSeconds },
    };
}
