using Microsoft.Extensions.Logging;

namespace OrleansScaler.Gateway.Hosting.Logs;

/// <summary>
/// Bounds how many lines of a kind are logged a second. What goes wrong for one slot goes wrong for thousands of them
/// when a platform or a disk is away, and a machine that is short of time must not spend it on saying so.
/// </summary>
/// <param name="inner">Logs what is left.</param>
/// <param name="time">The clock.</param>
internal sealed class PacedLoggerFactory(ILoggerFactory inner, TimeProvider time) : ILoggerFactory
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new PacedLogger(inner.CreateLogger(categoryName), time);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();
}
