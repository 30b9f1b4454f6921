using System.Collections.Immutable;
using Orleans;
using OrleansScaler.Contracts.Assignments;

namespace OrleansScaler.Grains.Assignments;

/// <summary>
/// One shard of the directory, in memory: what a lost silo knew is lost, and a Return that nobody can place is then
/// without effect; its instance comes back when the function's time-out is over.
/// </summary>
public sealed class AssignmentDirectoryGrain : Grain, IAssignmentDirectory
{
    /// <summary>
    /// 64 shards of as many containers are a hundred times what 10,000 nodes hold. About 300 bytes each.
    /// </summary>
    private const int MaximumContainers = 200_000;

    private readonly ContainerBook _book = new(MaximumContainers);

    /// <inheritdoc/>
    public ValueTask Note(string containerId, ContainerOwner owner)
    {
        if (_book.Count == 0)
        {
            // Containers may be warm for days without a cold start: idle collection would forget them.
            DelayDeactivation(TimeSpan.MaxValue);
        }

        _book.Note(containerId, owner);
        return default;
    }

    /// <inheritdoc/>
    public ValueTask Forget(string containerId, ContainerOwner owner)
    {
        _book.Forget(containerId, owner);
        if (_book.Count == 0)
        {
            DelayDeactivation(TimeSpan.Zero);
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<ContainerOwner>> Find(string containerId) => new(_book.Find(containerId));
}
