using OrleansScaler.Contracts.Functions;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Simulation.Traces;
using OrleansScaler.Testing.Polling;
using OrleansScaler.Twin.Tests.Stories;

namespace OrleansScaler.Twin.Tests.Live;

/// <summary>One caller: asks, asks again while told to wait, and gives back what it got.</summary>
/// <param name="grain">Whom it asks.</param>
/// <param name="function">The function as the caller declares it.</param>
/// <param name="call">What the trace says of it.</param>
/// <param name="number">Which call of the function it is, counted from 1.</param>
internal sealed class LiveCall(IFunctionGrain grain, FunctionSpec function, TraceCall call, int number)
{
    private Task<AssignReply> _asked = Task.FromResult(new AssignReply { Outcome = AssignOutcome.Waiting });

    public int Number => number;

    public int Function => call.Function;

    public TimeSpan Runs => call.Duration;

    public string RequestId => $"{function.Key.Value}-{number}";

    /// <summary>When it asked last.</summary>
    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>Whether it asks now, and was not told to ask again.</summary>
    public bool IsAsking => !_asked.IsCompleted;

    public void Ask(DateTimeOffset now)
    {
        AskedAt = now;
        var waited = now - (Story.Start + call.At);
        _asked = grain.Assign(new AssignRequest
        {
            RequestId = RequestId,
            Runtime = function.Runtime,
            MemoryMegabytes = function.MemoryMegabytes,
            Timeout = function.Timeout,
            Wait = waited < Story.Patience ? Story.Patience - waited : TimeSpan.Zero,
        }).AsTask();
    }

    /// <summary>It is told to wait, and asks again.</summary>
    public async Task AskAgainAsync(DateTimeOffset now)
    {
        Assert.Equal(AssignOutcome.Waiting, (await _asked.EndsAsync()).Outcome);
        Ask(now);
    }

    /// <summary>The answer, which is there by now or at the next ask.</summary>
    public async Task<AssignReply> AnswerAsync(DateTimeOffset now)
    {
        var reply = await _asked.EndsAsync();
        if (reply.Outcome == AssignOutcome.Waiting)
        {
            Ask(now);
            reply = await _asked.EndsAsync();
        }

        return reply;
    }

    public async Task GiveBackAsync(string instanceId)
    {
        var idle = new IdleRequest { RequestId = RequestId, InstanceId = instanceId, NeedDestroy = !call.Good };
        Assert.Equal(IdleOutcome.Done, (await grain.Idle(idle).EndsAsync()).Outcome);
    }
}
