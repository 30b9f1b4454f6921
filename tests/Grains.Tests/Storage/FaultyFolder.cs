using OrleansScaler.Grains.Storage.Files;

namespace OrleansScaler.Grains.Tests.Storage;

/// <summary>A folder on a disk that fails as told.</summary>
internal sealed class FaultyFolder(IStoreFolder folder, DiskFaults faults) : IStoreFolder
{
    public string Path => folder.Path;

    public bool Exists(string name) => folder.Exists(name);

    public IStoreFile Open(string name)
    {
        faults.BeforeChange();
        return new FaultyFile(name, folder.Open(name), faults);
    }

    public void Move(string from, string to)
    {
        faults.BeforeChange();
        if (faults.OnMove(from))
        {
            throw new IOException("No space left on device");
        }

        folder.Move(from, to);
    }

    public void Delete(string name)
    {
        faults.BeforeChange();
        folder.Delete(name);
    }

    public void Flush()
    {
        faults.BeforeChange();
        if (faults.OnFlush(""))
        {
            throw new IOException("Input/output error");
        }

        folder.Flush();
    }

    public void Dispose() => folder.Dispose();
}
