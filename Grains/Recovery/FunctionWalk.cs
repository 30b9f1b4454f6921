using Microsoft.Extensions.Logging;
using OrleansScaler.Grains.Ledgers;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Recovery;

/// <summary>
/// Asks functions how many slots they have, at the silo's pace. One that does not answer is asked again until it does:
/// its silo may be gone just now, and what it holds would be lost with it. For one grain: not for several threads.
/// </summary>
/// <param name="count">Asks one.</param>
/// <param name="pace">The silo's.</param>
/// <param name="options">The pauses between rounds.</param>
/// <param name="time">Measures them.</param>
/// <param name="instruments">What is counted.</param>
/// <param name="logger">Hears of those that do not answer.</param>
internal sealed partial class FunctionWalk(
    Func<string, ValueTask<int>> count,
    WalkPace pace,
    LedgerOptions options,
    TimeProvider time,
    RecoveryInstruments instruments,
    ILogger logger)
{
    /// <summary>
    /// With pauses of 100 ms that double that is about 10 s: longer than a silo is missed, so somebody should look.
    /// </summary>
    private const int RoundsUntilWarning = 8;

    private readonly ILogger _logger = logger;

    /// <summary>Functions that the walk under way has still to hear of; 0 when none is under way.</summary>
    public int Left { get; private set; }

    /// <summary>Asks each function of a book until it answers.</summary>
    /// <param name="book">The functions. Nothing is forgotten here.</param>
    /// <param name="isCutShort">
    /// Asked after each round: another walk waits. Those that failed are part of that one, and the others need not wait
    /// for them.
    /// </param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Those without slots, each with the number of the newest note at the moment of asking.</returns>
    public async Task<IReadOnlyList<(string Function, long Asked)>> RunAsync(
        LiveFunctionBook book, Func<bool> isCutShort, CancellationToken stop)
    {
        var empty = new List<(string Function, long Asked)>();
        IReadOnlyList<string> functions = book.Read();
        Left = functions.Count;
        try
        {
            for (var round = 1; ; round++)
            {
                functions = await AskAsync(functions, book, empty, stop);
                if (functions.Count == 0 || isCutShort())
                {
                    return empty;
                }

                if (round == RoundsUntilWarning)
                {
                    LogNotAsked(functions.Count, functions[0]);
                }

                await Task.Delay(Backoff.After(round, options.RetryAfter, options.RetryAtMost), time, stop);
            }
        }
        finally
        {
            Left = 0;
        }
    }

    /// <summary>Asks each once.</summary>
    /// <returns>Those that did not answer.</returns>
    private async Task<IReadOnlyList<string>> AskAsync(
        IReadOnlyList<string> functions,
        LiveFunctionBook book,
        List<(string Function, long Asked)> empty,
        CancellationToken stop)
    {
        var failed = new List<string>();
        var asking = new List<Task>();
        foreach (var function in functions)
        {
            await pace.EnterAsync(stop);
            asking.RemoveAll(static ask => ask.IsCompletedSuccessfully);
            asking.Add(AskAsync(function, book.Notes, empty, failed));
        }

        await Task.WhenAll(asking);
        return failed;
    }

    private async Task AskAsync(
        string function, long notes, List<(string Function, long Asked)> empty, List<string> failed)
    {
        try
        {
            var slots = await count(function);
            Left--;
            instruments.Asked(slots);
            if (slots == 0)
            {
                empty.Add((function, notes));
            }
        }
        catch (Exception fault)
        {
            instruments.AskFailed();
            LogAskFailed(fault, function);
            failed.Add(function);
        }
        finally
        {
            pace.Leave();
        }
    }
}
