using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Demo;

/// <summary>Finds the repository, which has the sample traces.</summary>
internal static class Samples
{
    /// <summary>Set by the entry script.</summary>
    public const string RootVariable = "SCALER_ROOT";

    private const string Marker = "OrleansScaler.sln";

    /// <summary>Folder of a sample.</summary>
    /// <exception cref="StartException">It is not there.</exception>
    public static string Find(params string[] path)
    {
        var root = Environment.GetEnvironmentVariable(RootVariable) ?? Search(AppContext.BaseDirectory);
        var folder = Path.Combine([root ?? AppContext.BaseDirectory, "samples", .. path]);
        return Directory.Exists(folder)
            ? folder
            : throw new StartException(
                $"{folder}: the sample trace is not there; set {RootVariable} to the repository's folder");
    }

    private static string? Search(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Marker)))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
