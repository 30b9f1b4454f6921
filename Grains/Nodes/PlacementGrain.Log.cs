using Microsoft.Extensions.Logging;
using OrleansScaler.Platforms;
using OrleansScaler.Scheduling.Nodes;
using OrleansScaler.Scheduling.Nodes.Fleet;

namespace OrleansScaler.Grains.Nodes;

public sealed partial class PlacementGrain
{
    [LoggerMessage(1301, LogLevel.Information, "Shard {Shard}: node {Node} joined at {Endpoint} ({Origin}).")]
    private partial void LogJoined(int shard, string node, string endpoint, NodeOrigin origin);

    [LoggerMessage(1302, LogLevel.Warning, "Shard {Shard}: node {Node} did not join. {Problem}")]
    private partial void LogNotJoined(int shard, string node, string? problem);

    [LoggerMessage(1303, LogLevel.Warning, "Shard {Shard}: node {Node} is lost: {Why}.")]
    private partial void LogLost(int shard, string node, string why);

    [LoggerMessage(1304, LogLevel.Warning, "Shard {Shard}: node {Node} did wrong: {Fault}.")]
    private partial void LogNodeFault(int shard, string node, NodeFault fault);

    [LoggerMessage(1305, LogLevel.Debug, "Shard {Shard}: node {Node} did not say what it uses: {Outcome}. {Message}")]
    private partial void LogNoStats(int shard, string node, PlatformOutcome outcome, string? message);

    [LoggerMessage(1306, LogLevel.Warning, "Shard {Shard}: no node was lent: {Outcome}. {Message}")]
    private partial void LogOrderFailed(int shard, PlatformOutcome outcome, string? message);

    [LoggerMessage(1307, LogLevel.Error, "Shard {Shard}: node {Node} was lent, and another shard has it.")]
    private partial void LogLentTwice(int shard, string node);

    [LoggerMessage(1308, LogLevel.Warning, "Shard {Shard}: node {Node} refused to be reserved: {Outcome}. {Message}")]
    private partial void LogNodeNotReserved(int shard, string node, PlatformOutcome outcome, string? message);

    [LoggerMessage(1309, LogLevel.Warning, "Shard {Shard}: node {Node} was not given back: {Outcome}. {Message}")]
    private partial void LogNotReleased(int shard, string node, PlatformOutcome outcome, string? message);

    [LoggerMessage(1310, LogLevel.Warning, "Shard {Shard}: {Count} wishes were not forwarded to shard {Other}.")]
    private partial void LogForwardFailed(Exception fault, int shard, int other, int count);

    [LoggerMessage(1311, LogLevel.Warning, "Shard {Shard}: function {Function} could not be told.")]
    private partial void LogNotTold(Exception fault, int shard, string function);

    [LoggerMessage(1312, LogLevel.Debug, "Shard {Shard}: {Asked} functions were asked for room; {Freed} slots go.")]
    private partial void LogRoomMade(int shard, int asked, int freed);

    [LoggerMessage(1313, LogLevel.Warning, "Shard {Shard}: node {Node} has container {Container} that nobody knows.")]
    private partial void LogStray(int shard, string node, string container);

    [LoggerMessage(1314, LogLevel.Warning, "Shard {Shard}: node {Node} has no container for slot {Slot} any more.")]
    private partial void LogSlotGone(int shard, string node, string slot);

    [LoggerMessage(1315, LogLevel.Error, "Shard {Shard}: a fault of ours ended {What}.")]
    private partial void LogFault(Exception fault, int shard, string what);

    [LoggerMessage(1316, LogLevel.Warning, "Shard {Shard}: gave up waiting for calls to end.")]
    private partial void LogCloseTimedOut(int shard);

    [LoggerMessage(1317, LogLevel.Warning, "Shard {Shard}: its nodes cannot be read now; they are read again later.")]
    private partial void LogRecoversLater(int shard);

    [LoggerMessage(1318, LogLevel.Warning, "Shard {Shard}: {Nodes} nodes have not said yet what stands on them.")]
    private partial void LogNotSeen(int shard, int nodes);

    [LoggerMessage(
        1319, LogLevel.Warning, "Shard {Shard}: slot {Slot} was found on node {Node}, without room for it: {Status}.")]
    private partial void LogAdoptedShort(int shard, string slot, string node, AdoptStatus status);

    [LoggerMessage(1320, LogLevel.Warning, "Shard {Shard}: it is not known which nodes are lent: {Outcome}. {Message}")]
    private partial void LogNoUsage(int shard, PlatformOutcome outcome, string? message);

    [LoggerMessage(1322, LogLevel.Warning, "Shard {Shard}: node {Node} is lent and no shard has it: it is given back.")]
    private partial void LogForgotten(int shard, string node);
}
