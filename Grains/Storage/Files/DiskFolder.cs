namespace OrleansScaler.Grains.Storage.Files;

/// <summary>A folder of the operating system, locked against other processes while it is open.</summary>
internal sealed class DiskFolder : IStoreFolder
{
    private const string LockName = "ledger.lock";

    private readonly FileStream _lock;

    /// <summary>Opens and locks a folder.</summary>
    /// <param name="path">Where.</param>
    /// <param name="isMade">Whether it is made when it is missing.</param>
    /// <exception cref="IOException">It cannot be used; the message says why.</exception>
    public DiskFolder(string path, bool isMade)
    {
        Path = System.IO.Path.GetFullPath(path);
        if (File.Exists(Path))
        {
            throw new IOException($"Ledger folder '{Path}' is a file; name a folder instead.");
        }

        if (!isMade && !Directory.Exists(Path))
        {
            throw new DirectoryNotFoundException(
                $"Ledger folder '{Path}' does not exist; make it or name another one.");
        }

        _lock = Lock();
    }

    public string Path { get; }

    public bool Exists(string name) => File.Exists(In(name));

    public IStoreFile Open(string name) => new DiskFile(In(name));

    public void Move(string from, string to) => File.Move(In(from), In(to), overwrite: true);

    public void Delete(string name) => File.Delete(In(name));

    public void Flush() => FolderFlush.Flush(Path);

    public void Dispose() => _lock.Dispose();

    /// <summary>The lock goes with the process, however it ends; the file stays.</summary>
    private FileStream Lock()
    {
        try
        {
            Directory.CreateDirectory(Path);
            return new FileStream(In(LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new IOException($"Ledger folder '{Path}' cannot be written: {fault.Message}", fault);
        }
        catch (IOException fault) when (File.Exists(In(LockName)))
        {
            throw new IOException(
                $"Ledger folder '{Path}' is in use by another process; stop it or name another folder. "
                + $"({fault.Message})",
                fault);
        }
        catch (IOException fault)
        {
            throw new IOException($"Ledger folder '{Path}' cannot be written: {fault.Message}", fault);
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
