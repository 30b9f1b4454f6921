using OrleansScaler.Simulation.SimulatedPlatforms;

namespace OrleansScaler.Simulation.Replay;

/// <summary>Names of the ways in which a call fails; a scorecard lists them.</summary>
internal static class FailureKinds
{
    public const string NotSent = "not sent: too many calls under way";
    public const string NoAssignment = "assign: no assignment in the reply";
    public const string DestroyedUnder = "instance destroyed while lent";

    public static string AssignError(Grpc.Core.StatusCode status) => $"assign: gRPC {status}";

    public static string AssignReply(Protos.Simulator2023.Status status) => $"assign: reply {status}";

    public static string IdleError(Grpc.Core.StatusCode status) => $"idle: gRPC {status}";

    public static string IdleReply(Protos.Simulator2023.Status status) => $"idle: reply {status}";

    public static string Refused(LendRefusal refusal) => refusal switch
    {
        LendRefusal.UnknownInstance => "instance unknown or destroyed",
        LendRefusal.NotInited => "instance not inited",
        LendRefusal.OtherFunction => "instance of another function",
        LendRefusal.AlreadyLent => "instance already lent",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "no such refusal"),
    };
}
