namespace OrleansScaler.Grains.Storage.Files;

/// <summary>The folder that a store's files are in.</summary>
internal interface IStoreFolder : IDisposable
{
    /// <summary>Where, for messages.</summary>
    string Path { get; }

    /// <summary>Whether there is a file of this name.</summary>
    bool Exists(string name);

    /// <summary>Opens a file to read and write, an empty one when it is missing.</summary>
    IStoreFile Open(string name);

    /// <summary>Gives a file another name in one step, in the place of a file that has it.</summary>
    void Move(string from, string to);

    /// <summary>Deletes a file, if it is there.</summary>
    void Delete(string name);

    /// <summary>Returns when the disk has the names of the files.</summary>
    void Flush();
}
