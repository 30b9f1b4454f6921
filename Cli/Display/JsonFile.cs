using System.Text.Json;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Simulation.Scorecards;

namespace OrleansScaler.Cli.Display;

/// <summary>The file that <c>--json</c> names.</summary>
internal static class JsonFile
{
    /// <summary>A run of an hour must not end in a file that cannot be written.</summary>
    /// <exception cref="StartException">The folder is not there, or the path is a folder.</exception>
    public static void Check(string? path)
    {
        if (path is null)
        {
            return;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (Directory.Exists(path) || !Directory.Exists(folder))
        {
            throw new StartException($"--json: cannot write {path}: no such folder, or it is one");
        }
    }

    /// <summary>Writes a value; nothing when there is no path.</summary>
    public static void Write<T>(string? path, T value)
    {
        if (path is not null)
        {
            File.WriteAllText(path, JsonSerializer.Serialize(value, ScorecardJson.Options) + Environment.NewLine);
        }
    }
}
