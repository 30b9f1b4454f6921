using OrleansScaler.Contracts.Assignments;
using OrleansScaler.Scheduling.Pools;

namespace OrleansScaler.Grains.Functions;

/// <content>
/// Tells the directory of containers that callers reach themselves: they give one back by its own id, perhaps at
/// another gateway than the one that lent it. Only when a slot is made or gone, never amid a warm call.
/// </content>
public sealed partial class FunctionGrain
{
    /// <summary>Before anybody is granted the slot, so that no Return comes first.</summary>
    private void NoteContainer(Slot slot)
    {
        if (slot.Location is { } place)
        {
            _background.Follow(TellDirectoryAsync(place.Container, slot, isThere: true));
        }
    }

    private void ForgetContainer(Slot slot)
    {
        if (slot.Location is { } place)
        {
            _background.Follow(TellDirectoryAsync(place.Container, slot, isThere: false));
        }
    }

    private async Task TellDirectoryAsync(string container, Slot slot, bool isThere)
    {
        try
        {
            var directory = GrainFactory.GetGrain<IAssignmentDirectory>(AssignmentShards.KeyOf(container));
            var owner = new ContainerOwner(_function, slot.Id.Value);
            await (isThere ? directory.Note(container, owner) : directory.Forget(container, owner));
        }
        catch (Exception fault)
        {
            // The gateway that lent it knows it all the same.
            LogDirectoryFailed(fault, _key, slot.Id.Value);
        }
    }
}
