using Grpc.Core;
using OrleansScaler.Protos.Chaos;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Simulation.SimulatedPlatforms;
using Accounts = OrleansScaler.Protos.Chaos.Accounts;

namespace OrleansScaler.Simulation.Chaos;

/// <summary>What a chaos run asks of its platform, on the wire.</summary>
/// <param name="platform">The platform.</param>
/// <param name="faults">What its calls meet.</param>
/// <param name="lends">Who holds what.</param>
internal sealed class PlatformControlService(SimulatedPlatform platform, FaultPlan faults, CallerLends lends)
    : PlatformControl.PlatformControlBase
{
    public override Task<LendReply> Lend(LendRequest request, ServerCallContext context)
    {
        var lent = lends.Lend(
            request.Caller, request.InstanceId, request.RequestId, new FunctionKey(request.FunctionKey));
        var reply = new LendReply { Verdict = VerdictOf(lent) };
        if (lent is { Lent: true, InitedAt: var initedAt })
        {
            reply.InitedForMs = (platform.Slots.Now - initedAt).TotalMilliseconds;
        }

        return Task.FromResult(reply);
    }

    public override Task<ReturnReply> Return(ReturnRequest request, ServerCallContext context) =>
        Task.FromResult(new ReturnReply
        {
            Kept = lends.Return(request.Caller, request.InstanceId, request.RequestId),
        });

    public override Task<EndCallerReply> EndCaller(EndCallerRequest request, ServerCallContext context) =>
        Task.FromResult(new EndCallerReply { Ended = lends.End(request.Caller) });

    public override Task<Accounts> GetAccounts(GetAccountsRequest request, ServerCallContext context)
    {
        var slots = platform.Slots.Accounts();
        var accounts = new Accounts
        {
            Created = slots.Created,
            Destroyed = slots.Destroyed,
            Peak = slots.Peak,
            LentTwice = platform.Slots.CountOf(SlotViolation.LentTwice),
            DestroyedWhileLent = platform.Slots.CountOf(SlotViolation.DestroyedWhileLent),
            OtherViolations = platform.Slots.CountOf(SlotViolation.NotInited)
                + platform.Slots.CountOf(SlotViolation.OtherFunction),
        };
        accounts.Violations.Add(platform.Slots.Violations);
        accounts.Alive.Add(platform.Slots.Alive(request.AliveSlots).Select(slot => new Protos.Chaos.AliveSlot
        {
            SlotId = slot.Id,
            CreateRequestId = slot.CreateRequestId,
            FunctionKey = slot.Function ?? "",
            LentTo = slot.LentTo ?? "",
            CreatedAtMs = slot.CreatedAtMs,
            Inited = slot.Inited,
        }));
        return Task.FromResult(accounts);
    }

    public override Task<SetTroubleReply> SetTrouble(SetTroubleRequest request, ServerCallContext context)
    {
        faults.Force(request.Trouble switch
        {
            Trouble.Away => PlatformFault.Unavailable,
            Trouble.Hangs => PlatformFault.Hang,
            Trouble.Slow => PlatformFault.Slow,
            Trouble.LosesAnswers => PlatformFault.LoseAnswer,
            _ => null,
        });
        return Task.FromResult(new SetTroubleReply());
    }

    public override async Task<AwaitOperationReply> AwaitOperation(
        AwaitOperationRequest request, ServerCallContext context)
    {
        var operation = request.Operation switch
        {
            Operation.Create => PlatformOperation.Create,
            Operation.Init => PlatformOperation.Init,
            Operation.Destroy => PlatformOperation.Destroy,
            _ => throw new RpcException(new Status(
                StatusCode.InvalidArgument, $"operation is {request.Operation}; it must be a create, init or destroy")),
        };
        await platform.WhenBegunAsync(operation, context.CancellationToken).ConfigureAwait(false);
        return new AwaitOperationReply();
    }

    private static LendVerdict VerdictOf(LendResult? lent) => lent switch
    {
        null => LendVerdict.CallerGone,
        { Refusal: null } => LendVerdict.Lent,
        { Refusal: LendRefusal.NotInited } => LendVerdict.NotInited,
        { Refusal: LendRefusal.OtherFunction } => LendVerdict.OtherFunction,
        { Refusal: LendRefusal.AlreadyLent } => LendVerdict.AlreadyLent,
        _ => LendVerdict.UnknownInstance,
    };
}
