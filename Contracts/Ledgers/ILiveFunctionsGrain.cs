using Orleans;

namespace OrleansScaler.Contracts.Ledgers;

/// <summary>
/// Names the functions that have slots, so that those of a lost silo are found though nobody calls them any more. The
/// grain key is a shard's number; a function's shard follows from its key (<see cref="LiveFunctionShards"/>).
/// </summary>
[Alias("OrleansScaler.ILiveFunctionsGrain")]
public interface ILiveFunctionsGrain : IGrainWithIntegerKey
{
    /// <summary>A function is about to have its first slot. Answered once that is stored.</summary>
    /// <param name="function">
    /// The function's key, or the name of spares (<see cref="Spares.SpareSize.IndexNameOf"/>).
    /// </param>
    [Alias("Note")]
    ValueTask Note(string function);

    /// <summary>
    /// Asks every function of the shard how many slots it has, not too many at a time; those with none are forgotten.
    /// Answers at once; asked for while it is under way, it begins once more.
    /// </summary>
    [Alias("Walk")]
    ValueTask Walk();

    /// <summary>How far the shard is.</summary>
    [Alias("GetStatus")]
    ValueTask<LiveFunctionsStatus> GetStatus();
}
