namespace OrleansScaler.Scheduling.Policies.Selection;

/// <summary>
/// Which slot runs a request, where an instance may run several: asked only when both an idle slot and a busy one with
/// room are there. Among idle slots the one used last goes first, always: the others can then be reclaimed.
/// </summary>
public interface ISelectionPolicy
{
    /// <summary>The name that it is chosen by.</summary>
    string Name { get; }

    /// <summary>Whether the idle slot runs it; otherwise the busy one does.</summary>
    bool PrefersIdle { get; }
}
