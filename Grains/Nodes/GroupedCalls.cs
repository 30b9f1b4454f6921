using System.Collections.Concurrent;

namespace OrleansScaler.Grains.Nodes;

/// <summary>
/// Many small calls become few large ones, without a wait: the first one goes at the end of the caller's turn, with all
/// that the turn brought; whatever comes while it is under way goes together in the next. Groups by a key whose callers
/// share a turn, so that no caller's work runs in another's.
/// </summary>
/// <typeparam name="TKey">What must be alike in one call.</typeparam>
/// <typeparam name="TItem">What is asked.</typeparam>
/// <typeparam name="TAnswer">What is answered to each.</typeparam>
/// <param name="send">Sends some; answers in their order.</param>
internal sealed class GroupedCalls<TKey, TItem, TAnswer>(
    Func<TKey, IReadOnlyList<TItem>, Task<IReadOnlyList<TAnswer>>> send)
    where TKey : notnull
{
    /// <summary>A call of 1,000 wishes is about 100 kB.</summary>
    private const int MaximumAtOnce = 1_000;

    private readonly ConcurrentDictionary<TKey, Queue<(TItem Item, TaskCompletionSource<TAnswer> Answer)>> _groups =
        new();

    /// <summary>Asks, together with others.</summary>
    /// <returns>The answer; fails as the call fails that it was part of.</returns>
    public Task<TAnswer> SendAsync(TKey key, TItem item)
    {
        var answer = new TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        while (true)
        {
            var isFirst = false;
            var group = _groups.GetOrAdd(key, _ =>
            {
                isFirst = true;
                return new Queue<(TItem, TaskCompletionSource<TAnswer>)>();
            });
            lock (group)
            {
                if (!_groups.TryGetValue(key, out var current) || current != group)
                {
                    // It ended between the two lines above.
                    continue;
                }

                group.Enqueue((item, answer));
            }

            if (isFirst)
            {
                _ = SendAllAsync(key, group);
            }

            return answer.Task;
        }
    }

    /// <summary>Cannot fail: what fails is told to those who asked.</summary>
    private async Task SendAllAsync(TKey key, Queue<(TItem Item, TaskCompletionSource<TAnswer> Answer)> group)
    {
        await Task.Yield();
        while (Take(key, group) is { Count: > 0 } taken)
        {
            try
            {
                var answers = await send(key, [.. taken.Select(asked => asked.Item)]);
                for (var i = 0; i < taken.Count; i++)
                {
                    taken[i].Answer.SetResult(answers[i]);
                }
            }
            catch (Exception fault)
            {
                taken.ForEach(asked => asked.Answer.TrySetException(fault));
            }
        }
    }

    private List<(TItem Item, TaskCompletionSource<TAnswer> Answer)> Take(
        TKey key, Queue<(TItem Item, TaskCompletionSource<TAnswer> Answer)> group)
    {
        lock (group)
        {
            var taken = new List<(TItem, TaskCompletionSource<TAnswer>)>(Math.Min(group.Count, MaximumAtOnce));
            while (taken.Count < MaximumAtOnce && group.TryDequeue(out var asked))
            {
                taken.Add(asked);
            }

            if (taken.Count == 0)
            {
                _groups.TryRemove(new(key, group));
            }

            return taken;
        }
    }
}
