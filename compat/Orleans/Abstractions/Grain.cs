using Orleans.Runtime;
using Orleans.Scheduling;

namespace Orleans;

public abstract class Grain : IGrainBase, IAddressable
{
    protected Grain()
    {
        // Null outside an activation, so that a grain can be constructed by hand in a unit test.
        GrainContext = Activation.Current!;
    }

    public IGrainContext GrainContext { get; }

    public GrainReference GrainReference => GrainContext.GrainReference;

    public string IdentityString => GrainContext.GrainId.ToString();

    protected IGrainFactory GrainFactory => this.Own().Silo.GrainFactory;

    protected internal IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    protected void DeactivateOnIdle() => GrainBaseExtensions.DeactivateOnIdle(this);

    protected void DelayDeactivation(TimeSpan timeSpan) => this.Own().DelayDeactivation(timeSpan);
}
