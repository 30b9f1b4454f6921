using Orleans;

namespace OrleansScaler.Conformance.Tests.Orleans.Storage;

public interface INotebookGrain : IGrainWithStringKey
{
    Task Write(string line);

    Task<string[]> Lines();

    Task<bool> RecordExists();

    /// <summary>Changes the state in memory only.</summary>
    Task Scribble(string line);

    Task Reread();

    Task Clear();

    Task Deactivate();
}
