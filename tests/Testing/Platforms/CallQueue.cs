using System.Threading.Channels;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Testing.Platforms;

/// <summary>The calls of one kind to a <see cref="ScriptedPlatform"/>, in the order in which they came.</summary>
/// <typeparam name="TResult">What their answers look like.</typeparam>
public sealed class CallQueue<TResult>
{
    private readonly Lock _lock = new();
    private readonly List<PlatformCall<TResult>> _all = [];
    private readonly Channel<PlatformCall<TResult>> _untaken = Channel.CreateUnbounded<PlatformCall<TResult>>();
    private Func<PlatformCall<TResult>, TResult>? _standing;

    internal CallQueue()
    {
    }

    /// <summary>Every call so far.</summary>
    public IReadOnlyList<PlatformCall<TResult>> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _all];
            }
        }
    }

    public int Count => All.Count;

    /// <summary>The next call that the test has not taken yet; waits for it.</summary>
    public async Task<PlatformCall<TResult>> NextAsync() => await _untaken.Reader.ReadAsync().EndsAsync();

    /// <summary>From now on calls are answered at once, and so are those still open.</summary>
    public void AnswerAlways(Func<PlatformCall<TResult>, TResult> answer)
    {
        lock (_lock)
        {
            _standing = answer;
            foreach (var call in _all)
            {
                call.AnswerIfOpen(answer(call));
            }
        }
    }

    internal ValueTask<TResult> AddAsync(PlatformCall<TResult> call, CancellationToken cancellationToken)
    {
        Func<PlatformCall<TResult>, TResult>? standing;
        lock (_lock)
        {
            _all.Add(call);
            standing = _standing;
        }

        if (standing is not null)
        {
            return ValueTask.FromResult(standing(call));
        }

        _untaken.Writer.TryWrite(call);
        return new ValueTask<TResult>(call.Answered.WaitAsync(cancellationToken));
    }
}
