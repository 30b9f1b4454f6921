using Orleans;
using Orleans.Concurrency;
using OrleansScaler.Contracts.Functions;

namespace OrleansScaler.Contracts.Spares;

/// <summary>
/// Owns the un-inited slots of one memory size. The grain key is <see cref="SpareSize.KeyOf"/>. Asked by cold starts
/// only, and only of functions whose policies want spares; they do without where it does not answer.
/// </summary>
[Alias("OrleansScaler.ISparePoolGrain")]
public interface ISparePoolGrain : IGrainWithStringKey
{
    /// <summary>
    /// A function wants a slot. Where slots are stored, it is stored before the answer who gets it; a while later that
    /// function is asked whether it stored the slot too (<see cref="IFunctionGrain.HoldsSlot"/>).
    /// </summary>
    /// <param name="function">Key of the function's grain.</param>
    /// <returns>
    /// The platform's id of a prepared slot, the function's from now on: it inits and destroys it. Null when there is
    /// none, and the function makes its own.
    /// </returns>
    [Alias("TakeFor")]
    ValueTask<string?> Take(string function);

    /// <summary>A slot that found no spare is ready. A hint: one that is lost costs a worse estimate.</summary>
    /// <param name="create">How long its create took: what a spare would have saved.</param>
    [Alias("CreateTook")]
    ValueTask CreateTook(TimeSpan create);

    /// <summary>
    /// How many slots it answers for. Asking wakes spares that lost their silo, which is how their slots are found
    /// again though no function wants any.
    /// </summary>
    [Alias("CountSlots")]
    ValueTask<int> CountSlots();

    /// <summary>What it holds now.</summary>
    [ReadOnly]
    [Alias("GetStatus")]
    ValueTask<SparePoolStatus> GetStatus();
}
