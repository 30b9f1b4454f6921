namespace OrleansScaler.Simulation.Traces;

/// <summary>A trace cannot be used. The message names the file and, where there is one, the line.</summary>
public sealed class TraceException : Exception
{
    /// <summary>Reports a fault of a whole folder or file.</summary>
    /// <param name="path">The folder or file.</param>
    /// <param name="problem">What is wrong with it.</param>
    public TraceException(string path, string problem)
        : base($"{path}: {problem}") => Path = path;

    /// <summary>Reports a fault of one line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="line">The line, counted from 1.</param>
    /// <param name="problem">What is wrong with it.</param>
    public TraceException(string path, int line, string problem)
        : base($"{path}:{line}: {problem}")
    {
        Path = path;
        Line = line;
    }

    /// <summary>The folder or file at fault.</summary>
    public string Path { get; }

    /// <summary>The line at fault, counted from 1; null for a fault of the whole.</summary>
    public int? Line { get; }
}
