using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;

namespace OrleansScaler.Contracts.Assignments;

/// <summary>
/// Says which function's instance a container is, for the 2020 protocol: its <c>ReturnContainer</c> names no function.
/// The grain key is <see cref="AssignmentShards.KeyOf"/> of the container's id. A gateway remembers what it lent itself
/// and asks here only of what another one lent, so that no warm call passes here.
/// </summary>
[Alias("OrleansScaler.IAssignmentDirectory")]
public interface IAssignmentDirectory : IGrainWithStringKey
{
    /// <summary>A container is ready. Repeating it changes nothing.</summary>
    /// <param name="containerId">The node's own id of the container; nodes may choose alike.</param>
    /// <param name="owner">Whose it is.</param>
    [Alias("Note")]
    ValueTask Note(string containerId, ContainerOwner owner);

    /// <summary>The container is gone. Repeating it changes nothing.</summary>
    /// <param name="containerId">The node's own id of the container.</param>
    /// <param name="owner">Whose it was; another one's of the same id stays.</param>
    [Alias("Forget")]
    ValueTask Forget(string containerId, ContainerOwner owner);

    /// <summary>Whose containers of that id there are: one where ids are unique, none where nobody knows it.</summary>
    /// <param name="containerId">The node's own id of the container.</param>
    [ReadOnly]
    [Alias("Find")]
    ValueTask<ImmutableArray<ContainerOwner>> Find(string containerId);
}
