using System.Collections.Immutable;
using OrleansScaler.Contracts.Assignments;

namespace OrleansScaler.Grains.Assignments;

/// <summary>
/// Which containers are whose. Bounded: a silo that is lost forgets to say which of its containers went with it, so the
/// oldest go when there are too many.
/// </summary>
/// <param name="maximum">Entries kept.</param>
internal sealed class ContainerBook(int maximum)
{
    private readonly Dictionary<string, ImmutableArray<ContainerOwner>> _owners = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Container, ContainerOwner Owner)> _byAge = new();
    private readonly Dictionary<(string, ContainerOwner), LinkedListNode<(string, ContainerOwner)>> _places = [];

    /// <summary>Entries in it.</summary>
    public int Count => _places.Count;

    /// <summary>Notes an owner; one that is known stays as old as it is.</summary>
    public void Note(string container, ContainerOwner owner)
    {
        if (_places.ContainsKey((container, owner)))
        {
            return;
        }

        if (_places.Count >= maximum)
        {
            var (oldest, of) = _byAge.First!.Value;
            Forget(oldest, of);
        }

        _places.Add((container, owner), _byAge.AddLast((container, owner)));
        _owners[container] = [.. Find(container), owner];
    }

    /// <summary>Forgets an owner, if it is known.</summary>
    public void Forget(string container, ContainerOwner owner)
    {
        if (!_places.Remove((container, owner), out var place))
        {
            return;
        }

        _byAge.Remove(place);
        var left = _owners[container].Remove(owner);
        if (left.IsEmpty)
        {
            _owners.Remove(container);
        }
        else
        {
            _owners[container] = left;
        }
    }

    /// <summary>The owners of a container, oldest first.</summary>
    public ImmutableArray<ContainerOwner> Find(string container) => _owners.GetValueOrDefault(container, []);
}
