using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Gateway.Calls;

namespace OrleansScaler.Gateway.Assignments;

/// <summary>
/// Tells functions which of their instances are held, a few functions at a time. One that cannot be told is told when
/// it answers next. The telling is a hint, and what came back meanwhile does no harm: the owner knows better by then.
/// </summary>
/// <param name="functions">Finds the functions' grains.</param>
/// <param name="held">Who holds what.</param>
/// <param name="calls">Sees calls through losses of silos.</param>
/// <param name="instruments">Counts what was told.</param>
/// <param name="logger">Tells of what was not.</param>
internal sealed partial class HeldAnnouncer(
    FunctionGrains functions,
    HeldAssignments held,
    GrainCall calls,
    HeldInstruments instruments,
    ILogger<HeldAnnouncer> logger) : IDisposable
{
    /// <summary>
    /// Functions told at a time: a silo that took over a thousand functions has to activate each of them for it.
    /// </summary>
    internal const int MaximumAtOnce = 32;

    /// <summary>Assignments in one call: about 100 kB.</summary>
    internal const int LargestPart = 1_000;

    private readonly Lock _lock = new();
    private readonly Queue<string> _line = new();
    private readonly HashSet<string> _inLine = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _ending = new();
    private int _running;

    /// <summary>Tells a function soon; one that stands in line already stands there once.</summary>
    public void Announce(string function)
    {
        lock (_lock)
        {
            if (!_inLine.Add(function))
            {
                return;
            }

            _line.Enqueue(function);
            if (_running == MaximumAtOnce)
            {
                return;
            }

            _running++;
        }

        // Nobody waits for it, and it cannot fail: each failure is told where it happens.
        _ = Task.Run(RunAsync);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
    }

    private async Task RunAsync()
    {
        while (TakeNext() is { } function)
        {
            try
            {
                await TellAsync(function).ConfigureAwait(false);
            }
            catch (Exception fault)
            {
                held.Untold(function);
                LogNotTold(fault, function);
            }
        }
    }

    private string? TakeNext()
    {
        lock (_lock)
        {
            if (_ending.IsCancellationRequested || !_line.TryDequeue(out var function))
            {
                _running--;
                return null;
            }

            // Before it is read: what changes from here on asks for another turn.
            _inLine.Remove(function);
            return function;
        }
    }

    private async Task TellAsync(string function)
    {
        var grain = functions.Find(function);
        foreach (var part in held.Read(function).Chunk(LargestPart))
        {
            ImmutableArray<HeldInstance> told = [.. part];
            var known = await calls.FollowAsync(
                GrainCall.Begin(grain, told, static (grain, told) => grain.Announce(told)),
                () => grain.Announce(told),
                function,
                DateTimeOffset.MaxValue,
                _ending.Token).ConfigureAwait(false);
            instruments.Announced(told.Length, known);
            LogTold(function, told.Length, known);
        }
    }
}
