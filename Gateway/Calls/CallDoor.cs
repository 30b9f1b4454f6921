using Grpc.Core;
using OrleansScaler.Gateway.Lag;

namespace OrleansScaler.Gateway.Calls;

/// <summary>Where calls come in, or are sent away: too many are under way, or this process is behind.</summary>
/// <param name="bound">How many there may be.</param>
/// <param name="lag">Whether this process is behind.</param>
/// <param name="instruments">Counts those sent away.</param>
internal sealed class CallDoor(CallBound bound, LagGate lag, CallInstruments instruments)
{
    /// <summary>Why nobody more may ask for anything; null lets one in.</summary>
    public string? FindRefusal()
    {
        if (lag.Refusal is { } behind)
        {
            instruments.Refused(CallInstruments.Lag);
            return behind;
        }

        if (!bound.IsFull)
        {
            return null;
        }

        instruments.Refused(CallInstruments.Calls);
        return CallBound.Refusal;
    }

    /// <summary>
    /// Lets one in that gives something back, however far behind this process is: what comes back makes room.
    /// </summary>
    /// <exception cref="RpcException"><c>ResourceExhausted</c> when not even such a one may come in.</exception>
    public void LetReturnIn()
    {
        if (bound.IsFullForReturns)
        {
            instruments.Refused(CallInstruments.Calls);
            throw CallErrors.Overloaded(CallBound.Refusal);
        }
    }

    /// <summary>A call was not answered at once.</summary>
    public void Enter() => bound.Enter();

    /// <summary>It is answered.</summary>
    public void Leave() => bound.Leave();
}
