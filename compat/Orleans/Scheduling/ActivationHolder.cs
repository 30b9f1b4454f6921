using Orleans.Runtime;

namespace Orleans.Scheduling;

/// <summary>Tells the services of an activation's scope whose they are.</summary>
internal sealed class ActivationHolder
{
    internal Activation? Activation { get; set; }

    internal IGrainContext Context =>
        Activation ?? throw new InvalidOperationException("A grain context exists only inside an activation's scope.");
}
