namespace OrleansScaler.Architecture.Tests.Sources;

/// <summary>The sources these tests were built from, found by walking up to the solution file.</summary>
internal static class Repository
{
    private const string SolutionName = "OrleansScaler.sln";

    /// <summary>Folders that hold what builds made, not what people wrote.</summary>
    private static readonly string[] s_made = ["artifacts", "bin", "obj", "TestResults"];

    /// <summary>What every room of the product is called; tests stand apart.</summary>
    public static IReadOnlyList<string> Rooms { get; } =
    [
        "Cli", "Contracts", "Gateway", "Grains", "Platforms", "Protos", "Scheduling", "Silo", "Simulation",
    ];

    public static string Root { get; } = FindRoot();

    /// <summary>Every file that people wrote, with forward slashes, from the root, in order.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. Walk(Root).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    public static IReadOnlyList<SourceFile> Sources { get; } =
    [
        .. Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal)).Select(file => new SourceFile(file)),
    ];

    /// <summary>Sources of the product's rooms.</summary>
    public static IEnumerable<SourceFile> ProductSources =>
        Sources.Where(source => Rooms.Contains(RoomOf(source.Path)));

    public static IEnumerable<string> Projects =>
        Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal));

    public static string RoomOf(string path) => path.Split('/')[0];

    public static bool Exists(string path) => File.Exists(Path.Combine(Root, path));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder).Where(IsWritten).SelectMany(Walk));

    private static bool IsWritten(string folder)
    {
        var name = Path.GetFileName(folder);
        return !name.StartsWith('.') && !s_made.Contains(name);
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, SolutionName)))
        {
            folder = Path.GetDirectoryName(folder)
                ?? throw new DirectoryNotFoundException($"{SolutionName} stands nowhere above the tests.");
        }

        return folder;
    }
}
