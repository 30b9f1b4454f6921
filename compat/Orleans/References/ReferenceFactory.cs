using System.Collections.Concurrent;
using Orleans.Runtime;
using Orleans.Scheduling;

namespace Orleans.References;

/// <summary>Makes proxies for one host: a silo, or a client of one.</summary>
internal sealed class ReferenceFactory
{
    private readonly Func<SiloRuntime> _silo;
    private readonly ConcurrentDictionary<(Type, string?), GrainType> _grainTypes = new();

    internal ReferenceFactory(Func<SiloRuntime> silo, PendingCalls pending)
    {
        _silo = silo;
        Pending = pending;
    }

    internal PendingCalls Pending { get; }

    internal SiloRuntime Silo => _silo();

    internal GrainId IdFor(Type grainInterface, string? classNamePrefix, IdSpan key)
    {
        if (!_grainTypes.TryGetValue((grainInterface, classNamePrefix), out var type))
        {
            type = Silo.Classes.For(grainInterface, classNamePrefix).GrainType;
            _grainTypes[(grainInterface, classNamePrefix)] = type;
        }

        return new GrainId(type, key);
    }

    internal object Create(Type grainInterface, GrainId grainId) => Proxies.For(grainInterface)(this, grainId);

    internal GrainReference SelfReference(GrainId grainId) => new(this, grainId);
}
