using System.Globalization;
using Grpc.Core;
using OrleansScaler.Protos.Simulator2023;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Simulation.Scorecards;
using OrleansScaler.Simulation.SimulatedPlatforms;
using OrleansScaler.Simulation.Traces;
using Status = OrleansScaler.Protos.Simulator2023.Status;

namespace OrleansScaler.Simulation.Replay;

/// <summary>
/// Plays one call after another: Assign, execution, Idle. Believes nothing that the scaler says of an instance; the
/// platform's ledger decides whether the call could have run.
/// </summary>
internal sealed class ReplayCaller
{
    /// <summary>What a bad instance is given back with when its call could not even start.</summary>
    private const int UnusableStatus = 500;

    private readonly Trace _trace;
    private readonly ReplayOptions _options;
    private readonly ScalerConnections _connections;
    private readonly SimulatedSlots _slots;
    private readonly CallTally _tally;
    private readonly Meta[] _metas;
    private readonly string _run = Guid.NewGuid().ToString("N")[..8];

    public ReplayCaller(
        Trace trace, ReplayOptions options, ScalerConnections connections, SimulatedSlots slots, CallTally tally)
    {
        _trace = trace;
        _options = options;
        _connections = connections;
        _slots = slots;
        _tally = tally;
        _metas = [.. trace.Functions.Select(MetaOf)];
    }

    /// <summary>The functions as the wire has them, in the order of the trace.</summary>
    public IReadOnlyList<Meta> Metas => _metas;

    /// <summary>Plays a call to its end and tallies it.</summary>
    public async Task PlayAsync(TraceCall call, long number, CancellationToken cancellationToken)
    {
        var requestId = string.Create(CultureInfo.InvariantCulture, $"{_run}-{number}");
        var client = _connections[number];
        var sentAt = _slots.Now;
        if (await AssignAsync(client, call, requestId, cancellationToken).ConfigureAwait(false) is not { } assignment)
        {
            return;
        }

        var assign = _slots.Now - sentAt;
        var lent = _slots.Lend(assignment.InstanceId, requestId, _trace.Functions[call.Function].Spec.Key);
        if (lent.Refusal is { } refusal)
        {
            _tally.Failed(call.Function, FailureKinds.Refused(refusal), Explain(refusal, assignment), assign);
            if (refusal != LendRefusal.AlreadyLent)
            {
                await DisownAsync(client, assignment, refusal.ToString()).ConfigureAwait(false);
            }

            return;
        }

        if (!await ExecuteAsync(call.Duration / _options.Speed, cancellationToken).ConfigureAwait(false))
        {
            await DisownAsync(client, assignment, "the replay was broken off").ConfigureAwait(false);
            _slots.Return(assignment.InstanceId, requestId);
            return;
        }

        var kept = _slots.Return(assignment.InstanceId, requestId);
        var idleAt = _slots.Now;
        var problem = await IdleAsync(client, assignment, ResultOf(call), cancellationToken).ConfigureAwait(false);
        if (!kept)
        {
            problem = (FailureKinds.DestroyedUnder, $"instance {assignment.InstanceId} of {assignment.MetaKey}");
        }

        if (problem is { } failure)
        {
            _tally.Failed(call.Function, failure.Kind, failure.Message, assign);
            return;
        }

        _tally.Succeeded(call.Function, call.Duration, assign, _slots.Now - idleAt, lent.InitedAt > sentAt);
    }

    private async Task<Assignment?> AssignAsync(
        Scaler.ScalerClient client, TraceCall call, string requestId, CancellationToken cancellationToken)
    {
        var sentAt = _slots.Now;
        var request = new AssignRequest
        {
            RequestId = requestId,
            Timestamp = (ulong)(_trace.Start + call.At).ToUnixTimeMilliseconds(),
            MetaData = _metas[call.Function],
        };
        try
        {
            var reply = await client.AssignAsync(
                request, deadline: DateTime.UtcNow + _options.Deadline, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            if (reply.Status == Status.Ok && reply.Assigment is { InstanceId.Length: > 0 } assignment)
            {
                return assignment;
            }

            var kind = reply.Status == Status.Ok
                ? FailureKinds.NoAssignment
                : FailureKinds.AssignReply(reply.Status);
            _tally.Failed(call.Function, kind, reply.ErrorMessage, _slots.Now - sentAt);
        }
        catch (RpcException exception) when (!cancellationToken.IsCancellationRequested)
        {
            _tally.Failed(
                call.Function,
                FailureKinds.AssignError(exception.StatusCode),
                exception.Status.Detail,
                _slots.Now - sentAt);
        }

        return null;
    }

    private async Task<(string Kind, string Message)?> IdleAsync(
        Scaler.ScalerClient client, Assignment assignment, Result result, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await client.IdleAsync(
                new IdleRequest { Assigment = assignment, Result = result },
                deadline: DateTime.UtcNow + _options.Deadline,
                cancellationToken: cancellationToken).ConfigureAwait(false);
            return reply.Status == Status.Ok ? null : (FailureKinds.IdleReply(reply.Status), reply.ErrorMessage);
        }
        catch (RpcException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return (FailureKinds.IdleError(exception.StatusCode), exception.Status.Detail);
        }
    }

    /// <summary>
    /// Tells the scaler that what it lent is no good, or it would lend it again. Not for an instance that another
    /// request has: that request is running in it.
    /// </summary>
    private async Task DisownAsync(Scaler.ScalerClient client, Assignment assignment, string reason)
    {
        var result = new Result { StatusCode = UnusableStatus, NeedDestroy = true, Reason = reason };
        await IdleAsync(client, assignment, result, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>
    /// Runs shorter than half a timer's tick end at once; the tally has the trace's own duration. False when the
    /// replay was broken off meanwhile.
    /// </summary>
    private static async Task<bool> ExecuteAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var milliseconds = (int)Math.Round(duration.TotalMilliseconds);
        if (milliseconds > 0)
        {
            await Task.Delay(milliseconds, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return !cancellationToken.IsCancellationRequested;
    }

    private static Result ResultOf(TraceCall call)
    {
        var result = new Result
        {
            StatusCode = call.StatusCode,
            DurationInMs = (ulong)Math.Round(call.Duration.TotalMilliseconds),
        };
        if (!call.Good)
        {
            result.NeedDestroy = true;
            result.Reason = "bad instance";
        }

        return result;
    }

    private static Meta MetaOf(TraceFunction function) => new()
    {
        Key = function.Spec.Key.Value,
        Runtime = function.Spec.Runtime,
        MemoryInMb = (ulong)Math.Ceiling(function.Spec.MemoryMegabytes),
        TimeoutInSecs = (uint)Math.Ceiling(function.Spec.Timeout.TotalSeconds),
    };

    private static string Explain(LendRefusal refusal, Assignment assignment) =>
        refusal == LendRefusal.UnknownInstance
            ? $"instance {assignment.InstanceId} of {assignment.MetaKey}; a scaler that served an earlier replay "
                + "still has that one's instances, start it anew"
            : $"instance {assignment.InstanceId} of {assignment.MetaKey}";
}
