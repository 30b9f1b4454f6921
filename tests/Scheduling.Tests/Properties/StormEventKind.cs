namespace OrleansScaler.Scheduling.Tests.Properties;

internal enum StormEventKind
{
    Arrival,
    Assign,
    Complete,
    Abandon,
    Created,
    Ready,
    Failed,
    Destroyed,
    DestroyFailed,
    Change,
    Close,
}
