using Orleans;
using Orleans.Concurrency;

namespace OrleansScaler.Contracts.Spares;

/// <summary>
/// Owns the un-inited slots of one memory size. The grain key is <see cref="SpareSize.KeyOf"/>. Asked by cold starts
/// only, and only of functions whose policies want spares; they do without where it does not answer.
/// </summary>
[Alias("OrleansScaler.ISparePoolGrain")]
public interface ISparePoolGrain : IGrainWithStringKey
{
    /// <summary>A function wants a slot.</summary>
    /// <returns>
    /// The platform's id of a prepared slot, the function's from now on: it inits and destroys it. Null when there is
    /// none, and the function makes its own.
    /// </returns>
    [Alias("Take")]
    ValueTask<string?> Take();

    /// <summary>A slot that found no spare is ready. A hint: one that is lost costs a worse estimate.</summary>
    /// <param name="create">How long its create took: what a spare would have saved.</param>
    [Alias("CreateTook")]
    ValueTask CreateTook(TimeSpan create);

    /// <summary>What it holds now.</summary>
    [ReadOnly]
    [Alias("GetStatus")]
    ValueTask<SparePoolStatus> GetStatus();
}
