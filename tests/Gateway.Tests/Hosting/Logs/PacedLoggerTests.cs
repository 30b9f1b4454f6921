using Microsoft.Extensions.Logging;
using OrleansScaler.Gateway.Hosting.Logs;
using OrleansScaler.Testing;

namespace OrleansScaler.Gateway.Tests.Hosting.Logs;

public sealed class PacedLoggerTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly KeptLines _lines = new();
    private readonly PacedLogger _logger;

    public PacedLoggerTests() => _logger = new PacedLogger(_lines, _clock);

    [Fact]
    public void Log_MoreThanTheBoundInASecond_TheRestIsCountedWithTheNextLine()
    {
        Warn(id: 7, times: 50);
        Assert.Equal(PacedLogger.LinesPerSecond, _lines.Count);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Warn(id: 7, times: 1);

        Assert.Equal("30 more lines like the next were left out.", _lines[^2]);
        Assert.Equal("away", _lines[^1]);
    }

    [Fact]
    public void Log_TwoKinds_EachHasItsOwnBound()
    {
        Warn(id: 7, times: 50);
        Warn(id: 8, times: 1);

        Assert.Equal(PacedLogger.LinesPerSecond + 1, _lines.Count);
    }

    [Fact]
    public void Log_WithoutAnId_NothingIsLeftOut()
    {
        Warn(id: 0, times: 50);

        Assert.Equal(50, _lines.Count);
    }

    [Fact]
    public void Log_Informs_NothingIsLeftOut()
    {
        for (var i = 0; i < 50; i++)
        {
            _logger.Log(LogLevel.Information, new EventId(7), "up", null, static (text, _) => text);
        }

        Assert.Equal(50, _lines.Count);
    }

    private void Warn(int id, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _logger.Log(LogLevel.Warning, new EventId(id), "away", null, static (text, _) => text);
        }
    }

    private sealed class KeptLines : List<string>, ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) => Add(formatter(state, exception));
    }
}
