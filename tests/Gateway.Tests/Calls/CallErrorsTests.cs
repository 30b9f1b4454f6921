using Grpc.Core;
using OrleansScaler.Gateway.Calls;

namespace OrleansScaler.Gateway.Tests.Calls;

/// <summary>Failures that every protocol tells alike.</summary>
public sealed class CallErrorsTests
{
    [Fact]
    public void Unreachable_Always_IsUnavailableAndNamesTheFunction()
    {
        var error = CallErrors.Unreachable("f", new TimeoutException("silo lost"));

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Contains("'f'", error.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("silo lost", error.Status.Detail, StringComparison.Ordinal);
    }
}
