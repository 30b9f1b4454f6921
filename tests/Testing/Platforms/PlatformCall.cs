using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Nodes.Placements;

namespace OrleansScaler.Testing.Platforms;

/// <summary>One call to a <see cref="ScriptedPlatform"/>, open until the test answers it.</summary>
/// <typeparam name="TResult">What its answer looks like.</typeparam>
public sealed class PlatformCall<TResult>
{
    private readonly TaskCompletionSource<TResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public required string RequestId { get; init; }

    /// <summary>Size asked for by a create; zero otherwise.</summary>
    public double MemoryMegabytes { get; init; }

    /// <summary>What a create says that slots of its function are to be charged with; null otherwise.</summary>
    public MeasuredNeed? Measured { get; init; }

    /// <summary>The slot that an init or destroy names; null for a create.</summary>
    public string? PlatformSlotId { get; init; }

    /// <summary>The instance that an init names; null otherwise.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The function that an init loads; null otherwise.</summary>
    public FunctionSpec? Function { get; init; }

    /// <summary>Why a slot is destroyed; null otherwise.</summary>
    public string? Reason { get; init; }

    internal Task<TResult> Answered => _answer.Task;

    public void Answer(TResult result) => _answer.SetResult(result);

    /// <summary>What no platform should do.</summary>
    public void Throw(Exception fault) => _answer.SetException(fault);

    internal void AnswerIfOpen(TResult result) => _answer.TrySetResult(result);
}
