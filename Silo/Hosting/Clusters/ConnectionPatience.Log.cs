namespace OrleansScaler.Silo.Hosting.Clusters;

internal sealed partial class ConnectionPatience
{
    [LoggerMessage(6001, LogLevel.Warning, "No silo is reached yet: {Reason}")]
    private partial void LogUnreached(string reason);
}
