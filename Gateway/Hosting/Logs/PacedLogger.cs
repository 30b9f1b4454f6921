using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OrleansScaler.Gateway.Hosting.Logs;

/// <summary>
/// Logs at most <see cref="LinesPerSecond"/> warnings and errors a second of each event id; how many were left out is
/// told with the first line after that. What has no id, and what only informs, is never left out.
/// </summary>
/// <param name="inner">Logs what is left.</param>
/// <param name="time">The clock.</param>
internal sealed class PacedLogger(ILogger inner, TimeProvider time) : ILogger
{
    /// <summary>Enough to see what the lines have in common.</summary>
    public const int LinesPerSecond = 20;

    private readonly ConcurrentDictionary<int, LinePace> _paces = new();

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Warning && eventId.Id != 0 && inner.IsEnabled(logLevel))
        {
            var pace = _paces.GetOrAdd(eventId.Id, static _ => new LinePace());
            if (!pace.Lets(time, out var leftOut))
            {
                return;
            }

            if (leftOut > 0)
            {
                inner.Log(
                    logLevel,
                    eventId,
                    leftOut,
                    null,
                    static (count, _) => $"{count} more lines like the next were left out.");
            }
        }

        inner.Log(logLevel, eventId, state, exception, formatter);
    }
}
