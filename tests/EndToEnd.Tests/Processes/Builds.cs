namespace OrleansScaler.EndToEnd.Tests.Processes;

/// <summary>What the build made of the programs under test, found from where it put these tests.</summary>
internal static class Builds
{
    public static string Silo => Find("Silo");

    public static string Cli => Find("Cli");

    public static string Samples { get; } = Path.Combine(FindRoot(), "samples");

    /// <summary>A trace of these tests' own.</summary>
    public static string Trace(string name) => Path.Combine(AppContext.BaseDirectory, "Traces", name);

    /// <summary>Every project has a folder beside this one's, and in it one for each kind of build.</summary>
    private static string Find(string project)
    {
        var mine = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(mine.Parent!.Parent!.FullName, project, mine.Name, $"OrleansScaler.{project}.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{project} is not built.", path);
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "OrleansScaler.sln")))
        {
            folder = Path.GetDirectoryName(folder)
                ?? throw new DirectoryNotFoundException("The solution stands nowhere above the tests.");
        }

        return folder;
    }
}
