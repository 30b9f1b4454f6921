using System.Diagnostics;
using Grpc.Core;
using OrleansScaler.Protos.Chaos;
using OrleansScaler.Protos.Simulator2023;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Simulation.Randomness;
using OrleansScaler.Simulation.Replay;
using Status = OrleansScaler.Protos.Simulator2023.Status;

namespace OrleansScaler.Simulation.Chaos;

/// <summary>
/// Plays one request: Assign, the platform's check, the run, Idle. Each call is repeated with the same id as long as a
/// server may come back.
/// </summary>
/// <param name="options">Who it is.</param>
/// <param name="scaler">The scaler.</param>
/// <param name="platform">The platform, which always answers.</param>
/// <param name="accounts">Keeps what became of it.</param>
internal sealed class ChaosCaller(
    ChaosCallOptions options,
    ScalerConnections scaler,
    PlatformControl.PlatformControlClient platform,
    RequestAccounts accounts)
{
    private const int GoodStatus = 200;
    private const int UnusableStatus = 500;

    private readonly RepeatedCall _call = new(options, accounts);

    /// <summary>Plays a request to its end.</summary>
    public async Task PlayAsync(
        ChaosFunction function, TimeSpan run, long number, CancellationToken cancellationToken)
    {
        var random = SeededRandom.For(options.Seed, SeededRandom.NameOf(options.Name), (ulong)number);
        var request = new AssignRequest
        {
            RequestId = $"{options.Name}-{number}",
            Timestamp = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
            MetaData = function.ToMeta(),
        };
        var askedAt = Stopwatch.GetTimestamp();
        accounts.Asked();
        try
        {
            if (await AssignAsync(request, number, random, cancellationToken).ConfigureAwait(false) is { } assignment)
            {
                await RunAsync(assignment, run, (number, askedAt), random, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (
            exception is RpcException or OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            accounts.BrokenOff();
        }
    }

    private async Task<Assignment?> AssignAsync(
        AssignRequest request, long number, SeededRandom random, CancellationToken cancellationToken)
    {
        var end = await _call.SendAsync(
            call => scaler[number].AssignAsync(request, call), random, cancellationToken).ConfigureAwait(false);
        if (!end.IsAnswered)
        {
            accounts.WaiterLost($"request {request.RequestId} of {request.MetaData.Key}: {TextOf(end.Failure!)}");
            return null;
        }

        if (end.Failure is { } failure)
        {
            accounts.Refused(FailureKinds.AssignError(failure.StatusCode), IsTyped(failure), TextOf(failure));
            return null;
        }

        if (end.Reply is { Status: Status.Ok, Assigment: { InstanceId.Length: > 0 } assignment })
        {
            accounts.Granted((double)Stopwatch.GetTimestamp() / Stopwatch.Frequency);
            return assignment;
        }

        var reply = end.Reply!;
        accounts.Refused(
            FailureKinds.AssignReply(reply.Status),
            reply.Status != Status.Ok && reply.ErrorMessage.Length > 0,
            reply.ErrorMessage);
        return null;
    }

    private async Task RunAsync(
        Assignment assignment,
        TimeSpan run,
        (long Number, long AskedAt) ask,
        SeededRandom random,
        CancellationToken cancellationToken)
    {
        var lent = await platform.LendAsync(
            new LendRequest
            {
                Caller = options.Name,
                InstanceId = assignment.InstanceId,
                RequestId = assignment.RequestId,
                FunctionKey = assignment.MetaKey,
            },
            cancellationToken: cancellationToken).ConfigureAwait(false);
        if (lent.Verdict != LendVerdict.Lent)
        {
            await DisownAsync(assignment, lent.Verdict, ask.Number, random, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (lent.InitedForMs > Stopwatch.GetElapsedTime(ask.AskedAt).TotalMilliseconds)
        {
            accounts.WasWarm();
        }

        await Task.Delay(run, cancellationToken).ConfigureAwait(false);
        var ended = new ReturnRequest
        {
            Caller = options.Name,
            InstanceId = assignment.InstanceId,
            RequestId = assignment.RequestId,
        };
        await platform.ReturnAsync(ended, cancellationToken: cancellationToken).ConfigureAwait(false);
        var result = new Result { StatusCode = GoodStatus, DurationInMs = (ulong)run.TotalMilliseconds };
        await IdleAsync(assignment, result, ask.Number, random, cancellationToken).ConfigureAwait(false);
    }

    private async Task IdleAsync(
        Assignment assignment,
        Result result,
        long number,
        SeededRandom random,
        CancellationToken cancellationToken)
    {
        var end = await SendIdleAsync(assignment, result, number, random, cancellationToken).ConfigureAwait(false);
        switch (end)
        {
            case { Reply.Status: Status.Ok }:
                accounts.Returned();
                break;
            case { Reply: { } reply }:
                accounts.IdleRefused(FailureKinds.IdleReply(reply.Status), reply.ErrorMessage);
                break;
            case { IsAnswered: true }:
                accounts.IdleRefused(FailureKinds.IdleError(end.Failure!.StatusCode), TextOf(end.Failure));
                break;
            default:
                accounts.IdleLost($"request {assignment.RequestId}: {TextOf(end.Failure!)}");
                break;
        }
    }

    /// <summary>
    /// Tells the scaler that what it lent is no good, or it would lend it again. Not for an instance that another
    /// request has: that request is running in it.
    /// </summary>
    private async Task DisownAsync(
        Assignment assignment,
        LendVerdict verdict,
        long number,
        SeededRandom random,
        CancellationToken cancellationToken)
    {
        if (verdict != LendVerdict.AlreadyLent)
        {
            var result = new Result { StatusCode = UnusableStatus, NeedDestroy = true, Reason = $"{verdict}" };
            await SendIdleAsync(assignment, result, number, random, cancellationToken).ConfigureAwait(false);
        }

        accounts.Unusable(
            $"{verdict}",
            $"request {assignment.RequestId} of {assignment.MetaKey} was granted instance {assignment.InstanceId}");
    }

    private Task<CallEnd<IdleReply>> SendIdleAsync(
        Assignment assignment,
        Result result,
        long number,
        SeededRandom random,
        CancellationToken cancellationToken) =>
        _call.SendAsync(
            call => scaler[number].IdleAsync(new IdleRequest { Assigment = assignment, Result = result }, call),
            random,
            cancellationToken);

    /// <summary>A server that fails without knowing why says only that it does not know.</summary>
    private static bool IsTyped(RpcException failure) =>
        failure.StatusCode != StatusCode.Unknown && failure.Status.Detail.Length > 0;

    private static string TextOf(RpcException failure) => $"{failure.StatusCode}: {failure.Status.Detail}";
}
