namespace OrleansScaler.Cli.Processes;

/// <summary>How a .NET assembly is to run as a child.</summary>
internal sealed record ChildSettings
{
    /// <summary>Path of the assembly.</summary>
    public required string Assembly { get; init; }

    /// <summary>Its arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Added to the environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Whether it only serves what is measured. Its runtime then leaves out the compilation that a profile guides,
    /// which it would do whenever the load pauses: on the cores that a server needs to start again.
    /// </summary>
    public bool IsBystander { get; init; }

    /// <summary>Hears each line of its standard output, one after the other.</summary>
    public Action<string>? Heard { get; init; }

    /// <summary>File that gets both its outputs, added at the end; null keeps the last lines only.</summary>
    public string? Log { get; init; }

    /// <summary>
    /// Whether a write beyond a limit on file sizes fails in it, as on a full disk, instead of ending it.
    /// </summary>
    public bool OutlivesFileLimit { get; init; }
}
