using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Grains.Recovery;
using OrleansScaler.Testing;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Recovery;

public sealed class FunctionWalkTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CancellationTokenSource _stop = new();
    private readonly LiveFunctionBook _book = new();
    private readonly List<string> _asked = [];
    private readonly List<TaskCompletionSource<int>> _answers = [];
    private readonly LedgerOptions _options = new() { RecoverPerSecond = 1_000_000 };
    private bool _isCutShort;

    public void Dispose()
    {
        _stop.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public async Task Run_SomeWithoutSlots_NamesThose()
    {
        Note("a", "b", "c");
        var walk = Begin(function => function == "b" ? 1 : 0);

        var empty = await walk.EndsAsync();

        Assert.Equal(["a", "c"], empty.Select(asked => asked.Function));
    }

    [Fact]
    public async Task Run_NotedWhileItAnswers_IsKept()
    {
        Note("a", "b");
        var walk = Begin(function =>
        {
            // Its first slot is about to be made: the note comes before the answer, which was given before it.
            _book.Note(function);
            return 0;
        });

        var empty = await walk.EndsAsync();

        Assert.Equal(2, empty.Count);
        Assert.DoesNotContain(empty, asked => _book.Forget(asked.Function, asked.Asked));
    }

    [Fact]
    public async Task Run_NobodyAnswers_AsksSoManyAtATime()
    {
        Note([.. Enumerable.Range(0, 100).Select(number => $"f{number:000}")]);
        var walk = Begin();
        await PassesUntilAsync(() => _answers.Count == WalkPace.MaximumAtOnce);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(WalkPace.MaximumAtOnce, _answers.Count);

        _answers[7].SetResult(1);
        await PassesUntilAsync(() => _answers.Count == WalkPace.MaximumAtOnce + 1);

        var answered = 0;
        await PassesUntilAsync(() =>
        {
            for (; answered < _answers.Count; answered++)
            {
                _answers[answered].TrySetResult(1);
            }

            return walk.IsCompleted;
        });
        Assert.Equal(100, _asked.Distinct().Count());
    }

    [Fact]
    public async Task Run_TenASecond_ComesAtThatPace()
    {
        _options.RecoverPerSecond = 10;
        Note("a", "b", "c");
        var walk = Begin(_ => 1);

        foreach (var count in new[] { 1, 2 })
        {
            await Eventually.HoldsAsync(() => _clock.ArmedTimers == 1);
            Assert.Equal(count, _asked.Count);
            Assert.Equal(_clock.Start + (count * TimeSpan.FromMilliseconds(100)), _clock.NextDueTime);
            _clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        await walk.EndsAsync();
        Assert.Equal(3, _asked.Count);
    }

    [Fact]
    public async Task Run_OneFails_IsAskedAgainAloneAfterAPause()
    {
        Note("a", "b");
        var fails = true;
        var walk = Begin(function => function == "a" && fails ? throw new TimeoutException("its silo is gone") : 1);
        await PassesUntilAsync(() => _asked.Count == 3);

        fails = false;
        await PassesUntilAsync(() => walk.IsCompleted);

        Assert.Equal(1, _asked.Count(function => function == "b"));
        Assert.Empty(await walk);
    }

    [Fact]
    public async Task Run_OneFailsAndAnotherWalkWaits_EndsWithoutIt()
    {
        Note("a", "b");
        _isCutShort = true;

        var empty = await Begin(function => function == "a" ? throw new TimeoutException("gone") : 0).EndsAsync();

        Assert.Equal(["b"], empty.Select(asked => asked.Function));
    }

    [Fact]
    public async Task Run_Stopped_Ends()
    {
        Note("a");
        var walk = Begin(_ => throw new TimeoutException("gone"));
        await Eventually.HoldsAsync(() => _clock.ArmedTimers == 1);

        await _stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => walk.EndsAsync());
    }

    private void Note(params string[] functions)
    {
        foreach (var function in functions)
        {
            _book.Note(function);
        }
    }

    private Task<IReadOnlyList<(string Function, long Asked)>> Begin(Func<string, int>? count = null)
    {
        var instruments = new RecoveryInstruments(_meters.GetRequiredService<IMeterFactory>());
        var walk = new FunctionWalk(
            function => Ask(function, count),
            new WalkPace(_options, _clock),
            _options,
            _clock,
            instruments,
            NullLogger.Instance);
        return walk.RunAsync(_book, () => _isCutShort, _stop.Token);
    }

    private ValueTask<int> Ask(string function, Func<string, int>? count)
    {
        _asked.Add(function);
        if (count is not null)
        {
            return new ValueTask<int>(count(function));
        }

        _answers.Add(new TaskCompletionSource<int>());
        return new ValueTask<int>(_answers[^1].Task);
    }

    private Task PassesUntilAsync(Func<bool> condition) => Eventually.HoldsAsync(() =>
    {
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        return condition();
    });
}
