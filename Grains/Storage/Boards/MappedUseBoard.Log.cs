using Microsoft.Extensions.Logging;

namespace OrleansScaler.Grains.Storage.Boards;

public sealed partial class MappedUseBoard
{
    [LoggerMessage(
        1631, LogLevel.Information, "Use board {Path}: goes on; {Used} places tell how their slots were used.")]
    private partial void LogKnown(string path, int used);

    [LoggerMessage(1632, LogLevel.Information, "Use board {Path}: begun; how slots of before were used is not known.")]
    private partial void LogBegun(string path);

    [LoggerMessage(
        1633, LogLevel.Warning, "Use board {Board}: all {Places} places are taken; of further slots it tells nothing.")]
    private partial void LogFull(string board, int places);

    [LoggerMessage(1634, LogLevel.Information, "Use board {Board}: {Places} places of before are nobody's any more.")]
    private partial void LogRecovered(string board, int places);
}
