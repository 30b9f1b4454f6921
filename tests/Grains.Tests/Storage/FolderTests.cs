using OrleansScaler.Grains.Storage;
using OrleansScaler.Grains.Storage.Files;

namespace OrleansScaler.Grains.Tests.Storage;

/// <summary>Folders that cannot be used say so at the start.</summary>
public sealed class FolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_InUse_NamesTheFolder()
    {
        using var first = Stores.Open(_folder);

        var fault = Assert.Throws<IOException>(() => Stores.Open(_folder));

        Assert.Contains($"'{_folder.Path}' is in use by another process", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AfterDisposal_IsFree()
    {
        Stores.Open(_folder).Dispose();

        Stores.Open(_folder).Dispose();
    }

    [Fact]
    public void Open_AfterARefusal_IsFree()
    {
        File.WriteAllText(_folder.Log, "no log");
        Assert.Throws<InvalidDataException>(() => Stores.Open(_folder));
        File.Delete(_folder.Log);

        Stores.Open(_folder).Dispose();
    }

    [Fact]
    public void Open_AFile_SaysSo()
    {
        File.WriteAllText(_folder.In("file"), "");

        var fault = Assert.Throws<IOException>(() => new DiskFolder(_folder.In("file"), isMade: true));

        Assert.Contains($"'{_folder.In("file")}' is a file", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_BelowAFile_SaysThatItCannotBeWritten()
    {
        File.WriteAllText(_folder.In("file"), "");

        var fault = Assert.Throws<IOException>(() => new DiskFolder(_folder.In("file/below"), isMade: true));

        Assert.Contains($"'{_folder.In("file/below")}' cannot be written", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_Missing_SaysSoOrMakesIt()
    {
        var missing = _folder.In("a/b");

        var fault = Assert.Throws<DirectoryNotFoundException>(() => new DiskFolder(missing, isMade: false));
        new DiskFolder(missing, isMade: true).Dispose();

        Assert.Contains($"'{missing}' does not exist", fault.Message, StringComparison.Ordinal);
        Assert.True(Directory.Exists(missing));
    }

    [Fact]
    public void Options_Defaults_AreInTheirRanges()
    {
        var options = new FileStorageOptions();

        Assert.True(options is { Sync: true, MakesFolder: false, QueueMegabytes: 64, CompactAboveTimes: 4 });
    }
}
