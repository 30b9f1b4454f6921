using System.Collections.Concurrent;

namespace OrleansScaler.Conformance.Tests.Orleans;

/// <summary>What a test and its silo's grains share: gates to hold a call open, and a log of what happened.</summary>
public sealed class Probe
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _signals = new();
    private readonly ConcurrentQueue<string> _log = new();

    public IReadOnlyList<string> Log => [.. _log];

    public void Record(string entry) => _log.Enqueue(entry);

    public void Signal(string name) => SignalOf(name).TrySetResult();

    /// <summary>For a grain: stays open until the test signals it, whatever happens.</summary>
    public Task Wait(string name) => SignalOf(name).Task;

    /// <summary>For a test: fails rather than hangs.</summary>
    public Task Reached(string name) => SignalOf(name).Task.WaitAsync(s_patience);

    private TaskCompletionSource SignalOf(string name) =>
        _signals.GetOrAdd(name, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
