using Grpc.Core;

namespace OrleansScaler.Gateway.Calls;

/// <summary>Where calls come in, or are sent away because too many are under way.</summary>
/// <param name="bound">How many there may be.</param>
/// <param name="instruments">Counts those sent away.</param>
internal sealed class CallDoor(CallBound bound, CallInstruments instruments)
{
    /// <summary>Whether one more may ask for something.</summary>
    public bool LetsIn()
    {
        if (!bound.IsFull)
        {
            return true;
        }

        instruments.Refused();
        return false;
    }

    /// <summary>Lets one in that gives something back.</summary>
    /// <exception cref="RpcException"><c>ResourceExhausted</c> when not even such a one may come in.</exception>
    public void LetReturnIn()
    {
        if (bound.IsFullForReturns)
        {
            instruments.Refused();
            throw CallErrors.Overloaded(CallBound.Refusal);
        }
    }

    /// <summary>A call was not answered at once.</summary>
    public void Enter() => bound.Enter();

    /// <summary>It is answered.</summary>
    public void Leave() => bound.Leave();
}
