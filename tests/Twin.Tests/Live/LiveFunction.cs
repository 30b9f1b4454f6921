using OrleansScaler.Contracts.Functions;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Simulation.Traces;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Twin.Tests.Live;

/// <summary>One function's grain, and what was heard of it.</summary>
internal sealed class LiveFunction(IFunctionGrain grain, FunctionSpec spec)
{
    private readonly Dictionary<string, LiveCall> _unanswered = new(StringComparer.Ordinal);
    private int _heard;
    private int _waiting;
    private int _asking;
    private int _arrived;

    /// <summary>Starts that it decided on.</summary>
    public long Starts { get; set; }

    /// <summary>
    /// Whether every call that was sent has arrived: the grain counts as many waiters as are unanswered, and as many
    /// that ask as have not been told to ask again. A call and a question sent after it may pass one another on the
    /// way.
    /// </summary>
    public bool HasAllCalls =>
        _waiting == _unanswered.Count && _asking == _unanswered.Values.Count(call => call.IsAsking);

    /// <summary>Callers that wait, in the order of their arrival.</summary>
    public IReadOnlyList<LiveCall> Unanswered => [.. _unanswered.Values.OrderBy(call => call.Number)];

    public LiveCall Arrive(in TraceCall call)
    {
        var arrived = new LiveCall(grain, spec, call, ++_arrived);
        _unanswered.Add(arrived.RequestId, arrived);
        return arrived;
    }

    /// <summary>Who asked for what was now decided.</summary>
    public LiveCall TakeUnanswered(string requestId) =>
        _unanswered.Remove(requestId, out var call)
            ? call
            : throw new InvalidOperationException($"{requestId} is answered twice, or never asked.");

    /// <summary>
    /// What it decided since it was last asked. The question waits its turn, so all that was done before is done.
    /// </summary>
    public async Task<IReadOnlyList<Decision>> HearAsync()
    {
        var status = await grain.GetStatus().EndsAsync();
        var all = status.Decisions;
        _waiting = status.Waiting;
        _asking = status.Asking;
        var added = all.Skip(_heard).ToArray();
        _heard = all.Length;
        return added;
    }
}
