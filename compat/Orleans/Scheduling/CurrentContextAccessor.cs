using Orleans.Runtime;

namespace Orleans.Scheduling;

internal sealed class CurrentContextAccessor : IGrainContextAccessor
{
    public IGrainContext GrainContext => Activation.Current!;
}
