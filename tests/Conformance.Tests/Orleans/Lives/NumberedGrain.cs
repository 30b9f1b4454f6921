using Orleans;
using Orleans.Runtime;

namespace OrleansScaler.Conformance.Tests.Orleans.Lives;

/// <summary>A grain that does not derive from the base class.</summary>
public sealed class NumberedGrain(IGrainContext context) : IGrainBase, INumberedGrain
{
    public IGrainContext GrainContext { get; } = context;

    public ValueTask<long> Key() => ValueTask.FromResult(this.GetPrimaryKeyLong());
}
