using OrleansScaler.Grains.Nodes;
using OrleansScaler.Testing.Polling;

namespace OrleansScaler.Grains.Tests.Nodes;

public sealed class GroupedCallsTests
{
    private readonly List<int[]> _sent = [];
    private TaskCompletionSource _open = new();

    [Fact]
    public async Task Send_WhileACallIsUnderWay_GoesTogetherInTheNext()
    {
        var calls = new GroupedCalls<string, int, int>(SendAsync);
        var first = calls.SendAsync("k", 1);
        await Eventually.HoldsAsync(() => _sent.Count == 1);

        var second = calls.SendAsync("k", 2);
        var third = calls.SendAsync("k", 3);
        _open.SetResult();
        var answers = await Task.WhenAll(first, second, third).EndsAsync();

        Assert.Equal([10, 20, 30], answers);
        Assert.Equal([2, 3], _sent[1]);
    }

    [Fact]
    public async Task Send_OtherKeys_GoApart()
    {
        _open.SetResult();
        var calls = new GroupedCalls<string, int, int>(SendAsync);

        var answers = await Task.WhenAll(calls.SendAsync("a", 1), calls.SendAsync("b", 2)).EndsAsync();

        Assert.Equal([10, 20], answers);
        Assert.Equal(2, _sent.Count);
    }

    [Fact]
    public async Task Send_CallFails_TellsThoseInItAndGoesOn()
    {
        _open.SetException(new InvalidOperationException("no"));
        var calls = new GroupedCalls<string, int, int>(SendAsync);
        await Assert.ThrowsAsync<InvalidOperationException>(() => calls.SendAsync("k", 1).EndsAsync());

        _open = new TaskCompletionSource();
        _open.SetResult();

        Assert.Equal(20, await calls.SendAsync("k", 2).EndsAsync());
    }

    private async Task<IReadOnlyList<int>> SendAsync(string key, IReadOnlyList<int> items)
    {
        lock (_sent)
        {
            _sent.Add([.. items]);
        }

        await _open.Task;
        return [.. items.Select(item => item * 10)];
    }
}
