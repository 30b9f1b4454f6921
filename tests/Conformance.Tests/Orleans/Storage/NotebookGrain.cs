using Orleans;
using Orleans.Runtime;

namespace OrleansScaler.Conformance.Tests.Orleans.Storage;

public sealed class NotebookGrain(
    [PersistentState("notebook", StorageTests.Store)] IPersistentState<Notebook> notebook) : Grain, INotebookGrain
{
    public async Task Write(string line)
    {
        notebook.State.Lines.Add(line);
        await notebook.WriteStateAsync();
    }

    public Task<string[]> Lines() => Task.FromResult(notebook.State.Lines.ToArray());

    public Task<bool> RecordExists() => Task.FromResult(notebook.RecordExists);

    public Task Scribble(string line)
    {
        notebook.State.Lines.Add(line);
        return Task.CompletedTask;
    }

    public Task Reread() => notebook.ReadStateAsync();

    public Task Clear() => notebook.ClearStateAsync();

    public Task Deactivate()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
