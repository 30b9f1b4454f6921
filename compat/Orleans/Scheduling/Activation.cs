using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.Scheduling;

/// <summary>
/// One grain in memory. It is its own task scheduler: whatever a turn awaits resumes in a turn, and at most one
/// thread is inside at a time.
/// </summary>
internal sealed partial class Activation : TaskScheduler, IGrainContext, IWorkItemScheduler, IThreadPoolWorkItem
{
    [ThreadStatic]
    private static Activation? s_current;

    private readonly Lock _gate = new();
    private readonly GrainClass _class;
    private GrainReference? _reference;
    private AsyncServiceScope? _scope;
    private object? _instance;

    internal Activation(SiloRuntime silo, GrainClass grainClass, GrainId grainId)
    {
        Silo = silo;
        _class = grainClass;
        GrainId = grainId;
        _lastUsed = Environment.TickCount64;
    }

    /// <summary>The activation whose turn the current thread is in.</summary>
    internal static new Activation? Current => s_current;

    public GrainId GrainId { get; }

    public object? GrainInstance => _instance;

    public GrainReference GrainReference => _reference ??= Silo.References.SelfReference(GrainId);

    public IServiceProvider ActivationServices => Scope.ServiceProvider;

    public IWorkItemScheduler Scheduler => this;

    internal SiloRuntime Silo { get; }

    internal GrainClass Class => _class;

    [SuppressMessage("Reliability", "CA2000", Justification = "Disposed with the activation.")]
    private AsyncServiceScope Scope
    {
        get
        {
            if (_scope is { } existing)
            {
                return existing;
            }

            var scope = Silo.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ActivationHolder>().Activation = this;
            _scope = scope;
            return scope;
        }
    }

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => $"[Activation {GrainId} {_state}]";
}
