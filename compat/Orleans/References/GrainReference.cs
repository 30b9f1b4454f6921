using System.Runtime.CompilerServices;
using Orleans.References;
using Orleans.Scheduling;

namespace Orleans.Runtime;

/// <summary>The base of every generated proxy; remembers the activation that answered last.</summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>
{
    private readonly ReferenceFactory _factory;
    private Activation? _activation;

    internal GrainReference(ReferenceFactory factory, GrainId grainId)
    {
        _factory = factory;
        GrainId = grainId;
    }

    public GrainId GrainId { get; }

    internal PendingCalls Pending => _factory.Pending;

    public virtual TGrainInterface Cast<TGrainInterface>()
        where TGrainInterface : IAddressable => (TGrainInterface)CastTo(typeof(TGrainInterface));

    public bool Equals(GrainReference? other) => other is not null && GrainId == other.GrainId;

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => GrainId.GetHashCode();

    public sealed override string ToString() => $"GrainReference:{GrainId}";

    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) =>
        reference1 is null ? reference2 is null : reference1.Equals(reference2);

    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) =>
        !(reference1 == reference2);

    internal object CastTo(Type grainInterface) =>
        grainInterface.IsInstanceOfType(this) ? this : _factory.Create(grainInterface, GrainId);

    /// <summary>The activation that took the message, started or queued.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Activation Send(Invocation message, bool mayRunHere)
    {
        var activation = _activation;
        return activation is not null && activation.Accept(message, mayRunHere)
            ? activation
            : SendAnew(message, mayRunHere);
    }

    private Activation SendAnew(Invocation message, bool mayRunHere)
    {
        var directory = _factory.Silo.Directory;
        while (true)
        {
            var activation = directory.GetOrActivate(GrainId);
            _activation = activation;
            if (activation.Accept(message, mayRunHere))
            {
                return activation;
            }
        }
    }
}
