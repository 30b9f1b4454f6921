using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.Scheduling;

/// <summary>All activations of a silo, by grain id.</summary>
internal sealed class ActivationDirectory
{
    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();
    private readonly SiloRuntime _silo;

    internal ActivationDirectory(SiloRuntime silo) => _silo = silo;

    internal ICollection<Activation> All => _activations.Values;

    internal Activation? Find(GrainId grainId) => _activations.GetValueOrDefault(grainId);

    internal Activation GetOrActivate(GrainId grainId)
    {
        if (_activations.TryGetValue(grainId, out var existing))
        {
            return existing;
        }

        _silo.RefuseUnlessRunning();
        var created = new Activation(_silo, _silo.Classes.Of(grainId.Type), grainId);
        var winner = _activations.GetOrAdd(grainId, created);
        if (winner == created)
        {
            created.Start();
        }

        return winner;
    }

    internal void Remove(Activation activation) =>
        _activations.TryRemove(KeyValuePair.Create(activation.GrainId, activation));
}
