using OrleansScaler.Scheduling.Policies.Selection;

namespace OrleansScaler.Scheduling.Policies.Names;

/// <summary>
/// The selections that can be named, one line each. None is worth a run of its own in traces: there every slot runs one
/// request at a time.
/// </summary>
internal static class SelectionNames
{
    public static readonly NamedPart<ISelectionPolicy>[] All =
    [
        new(FillFirst.Instance.Name, null, (_, _) => FillFirst.Instance) { IsDefault = true },
        new(IdleFirst.Instance.Name, null, (_, _) => IdleFirst.Instance) { Usual = [] },
    ];
}
