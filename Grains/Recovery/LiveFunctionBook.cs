namespace OrleansScaler.Grains.Recovery;

/// <summary>
/// The functions of one shard, and which of them are stored. A function is forgotten only when it said that it has no
/// slots, and was not noted since: each note has a number, and so has each question.
/// </summary>
internal sealed class LiveFunctionBook
{
    private readonly Dictionary<string, Entry> _functions = new(StringComparer.Ordinal);
    private long _notes;

    /// <summary>Functions noted.</summary>
    public int Count => _functions.Count;

    /// <summary>The number of the newest note. What is noted from now on has a greater one.</summary>
    public long Notes => _notes;

    /// <summary>Whether a function is noted that the store may not know.</summary>
    public bool HasUnstored => _functions.Values.Any(static entry => !entry.IsStored);

    /// <summary>A function is about to have slots.</summary>
    /// <returns>Whether the store knows it already.</returns>
    public bool Note(string function)
    {
        var isStored = _functions.TryGetValue(function, out var entry) && entry.IsStored;
        _functions[function] = new Entry(++_notes, isStored);
        return isStored;
    }

    /// <summary>A function said that it has no slots.</summary>
    /// <param name="function">The function.</param>
    /// <param name="asked">The value of <see cref="Notes"/> when it was asked.</param>
    /// <returns>Whether it is forgotten; not when it was noted since.</returns>
    public bool Forget(string function, long asked) =>
        _functions.TryGetValue(function, out var entry)
        && entry.Noted <= asked
        && _functions.Remove(function);

    /// <summary>All of them, in ordinal order.</summary>
    public string[] Read()
    {
        var functions = _functions.Keys.ToArray();
        Array.Sort(functions, StringComparer.Ordinal);
        return functions;
    }

    /// <summary>These are stored now, and no others.</summary>
    public void HaveStored(string[] functions)
    {
        foreach (var function in functions)
        {
            if (_functions.TryGetValue(function, out var entry))
            {
                _functions[function] = entry with { IsStored = true };
            }
        }
    }

    /// <summary>These were read. What is known beside them is not stored, and has to be.</summary>
    public void Merge(string[] read)
    {
        foreach (var function in _functions.Keys.ToArray())
        {
            _functions[function] = _functions[function] with { IsStored = false };
        }

        foreach (var function in read)
        {
            var noted = _functions.TryGetValue(function, out var entry) ? entry.Noted : 0;
            _functions[function] = new Entry(noted, IsStored: true);
        }
    }

    private readonly record struct Entry(long Noted, bool IsStored);
}
