using OrleansScaler.Contracts.Functions;

namespace OrleansScaler.Gateway.Calls;

/// <summary>One of the parts that share a function's calls; of most functions the only one.</summary>
/// <param name="Key">The key of its grain.</param>
/// <param name="Grain">The grain.</param>
internal sealed record FunctionPart(string Key, IFunctionGrain Grain);
