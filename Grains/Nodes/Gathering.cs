using System.Collections.Immutable;
using OrleansScaler.Contracts.Nodes;

namespace OrleansScaler.Grains.Nodes;

/// <summary>The answers to one Place call, as they come in.</summary>
/// <param name="shard">The shard that was asked.</param>
/// <param name="wishes">What it was asked for.</param>
internal sealed class Gathering(int shard, ImmutableArray<PlacementWish> wishes)
{
    private readonly Dictionary<string, PlacementAnswer> _answers = new(wishes.Length, StringComparer.Ordinal);
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether nothing is answered yet.</summary>
    public bool IsEmpty => _answers.Count == 0;

    public ImmutableArray<PlacementWish> Wishes => wishes;

    /// <summary>Wishes without an answer.</summary>
    public IEnumerable<PlacementWish> Open => wishes.Where(wish => !_answers.ContainsKey(wish.Ticket));

    public void Add(PlacementAnswer answer)
    {
        _answers[answer.Ticket] = answer;
        _first.TrySetResult();
    }

    /// <summary>Waits for the first answer, or for the time to be asked again.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time)
    {
        using var over = time.CreateTimer(
            static first => ((TaskCompletionSource)first!).TrySetResult(), _first, atMost, Timeout.InfiniteTimeSpan);
        await _first.Task;
    }

    /// <summary>One answer for each wish, in their order.</summary>
    public ImmutableArray<PlacementAnswer> Read() => [.. wishes.Select(wish => Of(wish.Ticket))];

    private PlacementAnswer Of(string ticket) => _answers.TryGetValue(ticket, out var answer)
        ? answer
        : new PlacementAnswer { Ticket = ticket, Outcome = PlacementOutcome.Waiting, Shard = shard };
}
