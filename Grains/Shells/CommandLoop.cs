namespace OrleansScaler.Grains.Shells;

/// <summary>
/// Carries out what a core decided, in order. What is carried out may answer at once, and its answer is then an event
/// amid this: what that one decides is appended and done in the same go.
/// </summary>
/// <typeparam name="TCommand">What the core's commands look like.</typeparam>
/// <param name="commands">Where the core appends them.</param>
/// <param name="execute">Carries one out.</param>
/// <param name="done">What follows when none is left.</param>
internal sealed class CommandLoop<TCommand>(List<TCommand> commands, Action<TCommand> execute, Action done)
{
    private bool _executing;

    /// <summary>After every event.</summary>
    public void Run()
    {
        if (_executing)
        {
            return;
        }

        _executing = true;
        var begun = 0;
        try
        {
            while (begun < commands.Count)
            {
                execute(commands[begun++]);
            }
        }
        finally
        {
            // One that threw was begun; those behind it are carried out with the next event.
            commands.RemoveRange(0, begun);
            _executing = false;
        }

        done();
    }
}
