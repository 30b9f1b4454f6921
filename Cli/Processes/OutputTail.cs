namespace OrleansScaler.Cli.Processes;

/// <summary>The last lines that a child process wrote. Safe from any thread.</summary>
internal sealed class OutputTail
{
    private const int MaximumLines = 40;

    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = [];

    public void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lock)
        {
            _lines.Enqueue(line);
            if (_lines.Count > MaximumLines)
            {
                _lines.Dequeue();
            }
        }
    }

    public override string ToString()
    {
        lock (_lock)
        {
            return string.Join(Environment.NewLine, _lines);
        }
    }
}
