namespace OrleansScaler.Grains.Tests.Storage;

/// <summary>A folder for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ledger-").FullName;

    public string Log => In("ledger.log");

    public string Head => In("ledger.head");

    public string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>What the folder holds, apart from the lock, which nobody reads.</summary>
    public Dictionary<string, byte[]> Read() =>
        Directory.EnumerateFiles(Path)
            .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
            .ToDictionary(file => System.IO.Path.GetFileName(file), File.ReadAllBytes);

    /// <summary>A folder with these files and no other.</summary>
    public static TemporaryFolder With(Dictionary<string, byte[]> files)
    {
        var folder = new TemporaryFolder();
        folder.Write(files);
        return folder;
    }

    /// <summary>Leaves these files and no other.</summary>
    public void Write(Dictionary<string, byte[]> files)
    {
        foreach (var file in Directory.EnumerateFiles(Path))
        {
            File.Delete(file);
        }

        foreach (var (name, bytes) in files)
        {
            File.WriteAllBytes(In(name), bytes);
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
