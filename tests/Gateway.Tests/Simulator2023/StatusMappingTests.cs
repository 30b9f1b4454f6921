using Grpc.Core;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Gateway.Simulator2023;
using OrleansScaler.Protos.Simulator2023;
using OrleansScaler.Scheduling.Decisions;
using GrainAssignReply = OrleansScaler.Contracts.Functions.AssignReply;
using WireStatus = OrleansScaler.Protos.Simulator2023.Status;

namespace OrleansScaler.Gateway.Tests.Simulator2023;

/// <summary>What the wire says of each outcome.</summary>
public sealed class StatusMappingTests
{
    private static readonly Assignment s_assignment = new() { RequestId = "r1", MetaKey = "f", InstanceId = "i1" };

    [Fact]
    public void Granted_Always_CarriesTheAssignment()
    {
        var reply = StatusMapping.Granted("r1", "f", "i1");

        Assert.Equal(WireStatus.Ok, reply.Status);
        Assert.Equal(s_assignment, reply.Assigment);
        Assert.False(reply.HasErrorMessage);
    }

    [Theory]
    [InlineData(Reason.WaitersBound, "waiters", "Pools:MaximumWaiters")]
    [InlineData(Reason.SlotsBound, "slots", "Functions:MaximumSlots")]
    [InlineData(Reason.FunctionsBound, "functions", "Functions:MaximumFunctions")]
    public void Refused_Bound_IsThrottleWithItsName(Reason reason, string bound, string option)
    {
        var reply = StatusMapping.Refused("r1", Rejected(reason));

        Assert.Equal(WireStatus.Throttle, reply.Status);
        Assert.Null(reply.Assigment);
        Assert.Contains(bound, reply.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains(option, reply.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Reason.WaitDeadline, StatusCode.DeadlineExceeded)]
    [InlineData(Reason.Abandoned, StatusCode.Cancelled)]
    [InlineData(Reason.PlatformFailing, StatusCode.Internal)]
    [InlineData(Reason.PlatformRefused, StatusCode.Internal)]
    [InlineData(Reason.None, StatusCode.Internal)]
    public void Refused_Otherwise_IsAStatusThatNamesTheRequest(Reason reason, StatusCode code)
    {
        var error = Assert.Throws<RpcException>(() => StatusMapping.Refused("r1", Rejected(reason)));

        Assert.Equal(code, error.StatusCode);
        Assert.Contains("'r1'", error.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Reason.WaitDeadline)]
    [InlineData(Reason.PlatformFailing)]
    [InlineData(Reason.PlatformRefused)]
    public void Refused_PlatformAtFault_SaysWhatItSaid(Reason reason)
    {
        var error = Assert.Throws<RpcException>(
            () => StatusMapping.Refused("r1", Rejected(reason) with { Detail = "create: Failed. boom" }));

        Assert.Contains("create: Failed. boom", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Refused_Finished_IsInvalidArgument()
    {
        var finished = new GrainAssignReply { Outcome = AssignOutcome.Finished };

        var error = Assert.Throws<RpcException>(() => StatusMapping.Refused("r1", finished));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Contains("finished", error.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(IdleOutcome.Done)]
    [InlineData(IdleOutcome.Repeated)]
    public void Idled_DoneOrDoneBefore_IsOk(IdleOutcome outcome)
    {
        Assert.Equal(WireStatus.Ok, StatusMapping.Idled(s_assignment, outcome).Status);
    }

    [Fact]
    public void Idled_UnknownFunction_IsAReplyThatNamesIt()
    {
        var reply = StatusMapping.Idled(s_assignment, IdleOutcome.UnknownFunction);

        Assert.Equal(WireStatus.InternalError, reply.Status);
        Assert.Contains("'f'", reply.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Idled_NotHeld_IsNotFoundAndNamesBoth()
    {
        var error = Assert.Throws<RpcException>(() => StatusMapping.Idled(s_assignment, IdleOutcome.NotHeld));

        Assert.Equal(StatusCode.NotFound, error.StatusCode);
        Assert.Contains("'r1'", error.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("'i1'", error.Status.Detail, StringComparison.Ordinal);
    }

    private static GrainAssignReply Rejected(Reason reason) =>
        new() { Outcome = AssignOutcome.Rejected, Reason = reason };
}
