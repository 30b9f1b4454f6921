using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansScaler.Grains.Hosting;
using OrleansScaler.Grains.Nodes;
using OrleansScaler.Grains.Tests.Functions;

namespace OrleansScaler.Grains.Tests.Nodes;

/// <summary>A scheduler of 2020 logged every node on every call, and spent its time on it.</summary>
public sealed class QuietLogTests
{
    [Fact]
    public async Task Mistake_LoggingEveryNodeOnEveryCall_CallsLogNothingAboveDebug()
    {
        var log = new CountingLog();
        var options = new NodePlatformOptions { Stats = { Interval = TimeSpan.Zero } };
        for (var i = 0; i < 100; i++)
        {
            options.Configured.Add(new ConfiguredNode { Id = $"n{i}", Address = $"n{i}" });
        }

        await using var functions = new FunctionCluster
        {
            ConfigureSilo = silo =>
            {
                silo.Services.AddSingleton(new NodeServices(new FakeNodes(), null));
                silo.Services.AddNodePlatform(options);
                silo.Services.AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug));
            },
        };
        await functions.StartAsync();
        var function = functions.Function("f");
        var first = await function.AssignAsync("r0");
        await function.IdleAsync("r0", first.InstanceId!);
        var before = log.LoudEntries;

        for (var i = 1; i <= 200; i++)
        {
            var granted = await function.AssignAsync($"r{i}");
            await function.IdleAsync($"r{i}", granted.InstanceId!, needDestroy: i % 4 == 0);
        }

        Assert.Equal(before, log.LoudEntries);
        Assert.True(log.Entries > 0, "the log is not connected");
    }

    private sealed class CountingLog : ILoggerProvider, ILogger
    {
        private int _entries;
        private int _loud;

        public int Entries => Volatile.Read(ref _entries);

        public int LoudEntries => Volatile.Read(ref _loud);

        public ILogger CreateLogger(string categoryName) =>
            categoryName.StartsWith("OrleansScaler", StringComparison.Ordinal)
                ? this
                : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            Interlocked.Increment(ref _entries);
            if (logLevel > LogLevel.Debug)
            {
                Interlocked.Increment(ref _loud);
            }
        }

        public void Dispose()
        {
        }
    }
}
