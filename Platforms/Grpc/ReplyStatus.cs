using WireStatus = OrleansScaler.Protos.Simulator2023.Status;

namespace OrleansScaler.Platforms.Grpc;

/// <summary>What the status in a reply of the 2023 protocol means.</summary>
internal static class ReplyStatus
{
    /// <summary>The outcome, and what to say of it where the reply has no message.</summary>
    public static (PlatformOutcome Outcome, string? Message) Read(WireStatus status, string message) =>
        (OutcomeOf(status), message.Length > 0 ? message : status.ToString());

    private static PlatformOutcome OutcomeOf(WireStatus status) => status switch
    {
        WireStatus.Ok => PlatformOutcome.Ok,
        WireStatus.Throttle => PlatformOutcome.Throttled,
        WireStatus.NotFound => PlatformOutcome.NotFound,
        WireStatus.InvalidArgument or WireStatus.InvalidAssigment => PlatformOutcome.Refused,
        _ => PlatformOutcome.Failed,
    };
}
