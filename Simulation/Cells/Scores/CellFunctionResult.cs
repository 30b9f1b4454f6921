namespace OrleansScaler.Simulation.Cells.Scores;

/// <summary>One function in one run.</summary>
/// <param name="Function">Its key.</param>
/// <param name="Calls">Its calls, failed ones among them.</param>
/// <param name="Failed">Those that failed.</param>
/// <param name="Cold">Those that ran in a container that was not ready when they arrived.</param>
/// <param name="ResponseSeconds">Sum of their response times; a failed call counts 30 s.</param>
public sealed record CellFunctionResult(string Function, int Calls, int Failed, int Cold, double ResponseSeconds);
