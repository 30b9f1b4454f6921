namespace OrleansScaler.Scheduling.Pools;

/// <summary>Keeps a list in order of an instant, where nearly all that comes is the newest.</summary>
internal static class InstantOrder
{
    /// <summary>Inserts behind all that are as old or older: one look for the newest.</summary>
    public static void Insert<T>(LinkedList<T> list, LinkedListNode<T> node, Func<T, DateTimeOffset> instantOf)
    {
        var instant = instantOf(node.Value);
        var before = list.Last;
        while (before is not null && instantOf(before.Value) > instant)
        {
            before = before.Previous;
        }

        if (before is null)
        {
            list.AddFirst(node);
        }
        else
        {
            list.AddAfter(before, node);
        }
    }
}
