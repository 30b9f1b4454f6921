namespace OrleansScaler.Grains.Shells;

/// <summary>
/// Work of a grain that no call awaits, kept in sight: deactivation waits for it, and no fault of ours is lost.
/// </summary>
internal sealed class BackgroundWork
{
    private readonly LinkedList<Task> _open = [];

    /// <summary>What has not ended yet. Never fails.</summary>
    public IReadOnlyCollection<Task> Open => _open;

    /// <summary>Work that cannot fail.</summary>
    public void Follow(Task work) => Track<object?>(work, null, null);

    /// <summary>Work whose failure is an event.</summary>
    /// <param name="work">The work.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="failed">Told of a failure.</param>
    public void Track<TSubject>(Task work, TSubject subject, Action<Exception, TSubject>? failed)
    {
        if (work.IsCompletedSuccessfully)
        {
            return;
        }

        var place = _open.AddLast(work);
        place.Value = WatchAsync(work, place, subject, failed);
    }

    /// <summary>Work that ends may leave more behind: that is waited for too.</summary>
    public async Task EndAsync()
    {
        while (_open.First is { } first)
        {
            await first.Value;
        }
    }

    private async Task WatchAsync<TSubject>(
        Task work, LinkedListNode<Task> place, TSubject subject, Action<Exception, TSubject>? failed)
    {
        try
        {
            await work;
        }
        catch (Exception fault) when (failed is not null)
        {
            failed(fault, subject);
        }
        finally
        {
            _open.Remove(place);
        }
    }
}
