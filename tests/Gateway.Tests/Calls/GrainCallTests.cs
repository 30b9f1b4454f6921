using Grpc.Core;
using OrleansScaler.Gateway.Calls;

namespace OrleansScaler.Gateway.Tests.Calls;

/// <summary>One retry when a silo was lost, none otherwise.</summary>
public sealed class GrainCallTests
{
    [Fact]
    public async Task OnceAgain_FirstAnswers_IsNotRepeated()
    {
        var answer = await GrainCall.OnceAgainAsync(
            new ValueTask<int>(1), () => throw new InvalidOperationException("repeated"), "f");

        Assert.Equal(1, answer);
    }

    [Fact]
    public async Task OnceAgain_FirstTimesOut_IsTheSecondAnswer()
    {
        var answer = await GrainCall.OnceAgainAsync(Lost(), () => new ValueTask<int>(2), "f");

        Assert.Equal(2, answer);
    }

    [Fact]
    public async Task OnceAgain_BothTimeOut_IsUnavailableAndNamesTheFunction()
    {
        var error = await Assert.ThrowsAsync<RpcException>(
            () => GrainCall.OnceAgainAsync(Lost(), Lost, "f").AsTask());

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Contains("'f'", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnceAgain_FaultOfOurs_PassesThrough()
    {
        var fault = ValueTask.FromException<int>(new InvalidOperationException("a bug"));

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => GrainCall.OnceAgainAsync(fault, () => new ValueTask<int>(2), "f").AsTask());
    }

    private static ValueTask<int> Lost() => ValueTask.FromException<int>(new TimeoutException("silo lost"));
}
