namespace OrleansScaler.EndToEnd.Tests.Clocks;

/// <summary>A test that sets a process's clock: left out, and said so, where the machine cannot.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FakeTimeFactAttribute : FactAttribute
{
    public FakeTimeFactAttribute() =>
        Skip = WallClock.Library is null ? "libfaketime is not on this machine; it sets a process's clock." : null;
}
