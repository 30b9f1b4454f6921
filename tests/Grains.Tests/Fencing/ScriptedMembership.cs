using OrleansScaler.Grains.Fencing;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Fencing;

/// <summary>A table of members that answers when the test says so.</summary>
internal sealed class ScriptedMembership : IMembership
{
    private readonly Lock _gate = new();
    private readonly List<TaskCompletionSource<bool>> _asked = [];

    public int Asked
    {
        get
        {
            lock (_gate)
            {
                return _asked.Count;
            }
        }
    }

    public ValueTask<bool> IsStillMemberAsync(CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _asked.Add(answer);
        }

        return new ValueTask<bool>(answer.Task);
    }

    public Task IsAskedAsync(int times) => Eventually.HoldsAsync(() => Asked >= times);

    /// <summary>Answers the n-th reading, counted from 1.</summary>
    public async Task AnswerAsync(int reading, bool isMember) => (await TakeAsync(reading)).SetResult(isMember);

    public async Task FailAsync(int reading) => (await TakeAsync(reading)).SetException(new IOException("no table"));

    private async Task<TaskCompletionSource<bool>> TakeAsync(int reading)
    {
        await IsAskedAsync(reading);
        lock (_gate)
        {
            return _asked[reading - 1];
        }
    }
}
